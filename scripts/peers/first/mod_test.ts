import { conformance } from "lossproof/testing";
import first from "./mod.ts";

conformance(first, { runs: 20 });
