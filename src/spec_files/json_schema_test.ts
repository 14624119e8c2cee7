import { assertEquals } from "@std/assert";
import { specJsonSchema } from "./json_schema.ts";

Deno.test("specJsonSchema() is what spec/schema.json holds (deno task spec:schema)", async () => {
  const file = new URL(import.meta.resolve("lossproof/spec/schema.json"));
  assertEquals(JSON.parse(await Deno.readTextFile(file)), specJsonSchema());
});
