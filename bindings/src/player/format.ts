// How a run stands in a page. Go writes it so, and says so in the same words (tools/faulttest/page.go); a viewer of
// another format is refused there by a test.

import { wireVersion } from "../engine/wire.ts";

export const format = `response ${wireVersion}, gzip, base64`;
