import { assertEquals } from "@std/assert";
import { specJsonSchema } from "./json_schema.ts";

Deno.test("specJsonSchema() is what spec/schema.json holds (deno task spec:schema)", async () => {
  const file = new URL("../../spec/schema.json", import.meta.url);
  assertEquals(JSON.parse(await Deno.readTextFile(file)), specJsonSchema());
});
