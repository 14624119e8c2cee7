import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type DType, roundTo, tensor } from "../tensor/mod.ts";
import { dtypes } from "../tensor/internal.ts";
import { bytesPerElement, decodeTensor, encodeData } from "./codec.ts";

const valueOf = (dtype: DType) =>
  dtype === "i32" ? fc.integer() : fc.double().map((x) => roundTo(x, dtype));

Deno.test("decodeTensor() reads back what encodeData() wrote, in every dtype", () => {
  for (const dtype of dtypes) {
    fc.assert(
      fc.property(fc.array(valueOf(dtype), { maxLength: 9 }), (values) => {
        const t = tensor(dtype, [values.length], values);
        const wire = { shape: t.shape, data: encodeData(t) };
        const read = decodeTensor("value", wire, dtype);
        assertEquals(read.data.constructor, t.data.constructor);
        assertEquals(
          [...read.data].map(Object.is.bind(null, 0)),
          values.map((x) => Object.is(0, x)),
        );
        assertEquals(read, t);
      }),
      { numRuns: 200, seed: 1 },
    );
  }
});

Deno.test("encodeData() writes the bits of the format, little-endian", () => {
  const hex: readonly [dtype: DType, x: number, hex: string][] = [
    ["f64", -2, "00000000000000c0"],
    ["f64", Infinity, "000000000000f07f"],
    ["f32", 1, "0000803f"],
    ["f32", -Infinity, "000080ff"],
    ["f16", 1, "003c"],
    ["f16", 2 ** -24, "0100"],
    ["f16", -Infinity, "00fc"],
    ["bf16", 1, "803f"],
    ["bf16", -0, "0080"],
    ["bf16", Infinity, "807f"],
    ["bf16", NaN, "c07f"],
    ["i32", -100, "9cffffff"],
  ];
  for (const [dtype, x, bytes] of hex) {
    assertEquals(Uint8Array.fromBase64(encodeData(tensor(dtype, [], [x]))).toHex(), bytes);
  }
});

Deno.test("encodeData() keeps NaN a NaN in bfloat16, whatever its payload", () => {
  const data = new Float32Array(Uint32Array.of(0x7f800001).buffer);
  const text = encodeData({ dtype: "bf16", shape: [1], data });
  assertEquals(decodeTensor("value", { shape: [1], data: text }, "bf16").data[0], NaN);
});

Deno.test("encodeData() writes only the tensor's part of a larger buffer", () => {
  for (const dtype of ["f32", "f16", "bf16"] as const) {
    const data = Float32Array.of(9, 1, 2, 9).subarray(1, 3);
    const text = encodeData({ dtype, shape: [2], data });
    assertEquals(decodeTensor("value", { shape: [2], data: text }, dtype).data, data.slice());
  }
});

Deno.test("decodeTensor() says what does not fit", () => {
  const data = encodeData(tensor("f32", [3], [1, 2, 3]));
  assertThrows(
    () => decodeTensor("value", { shape: [4], data }, "f32"),
    RangeError,
    "value has 12 bytes, expected 16: shape [4] in f32",
  );
  assertThrows(
    () => decodeTensor("value", { shape: [3], data: "?" + data }, "f32"),
    RangeError,
    'value is no base64: "?',
  );
  assertEquals(bytesPerElement.bf16, 2);
});
