import { conformance } from "lossproof/testing";
import losses from "./my_losses.ts";

conformance(losses, { runs: 20 });
