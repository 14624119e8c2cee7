/**
 * Lossproof: a conformance suite and reference oracle for the loss functions of object detection.
 *
 * @module
 */
export * from "./tensor/mod.ts";
export * from "./spec/call.ts";
export * from "./spec/schema.ts";
export * from "./adapters/define.ts";
