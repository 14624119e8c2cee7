import { buildFormula, correlatedField, createGraph, evaluator, intervalField, truthField0, type Meaning } from "../src/oracle/internal.ts";
