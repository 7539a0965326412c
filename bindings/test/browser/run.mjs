// Runs files of browser tests one after the other in one browser, that of FAULTLAB_BROWSER. All that "node --test"
// takes may stand before the files.
//
//     FAULTLAB_BROWSER=firefox node bindings/test/browser/run.mjs [OPTION...] FILE...

import { spawn } from "node:child_process";
import { host } from "./browsers.mjs";

const browsers = await host();
const tests = spawn(process.execPath, ["--test", "--test-concurrency=1", ...process.argv.slice(2)], {
  env: { ...process.env, FAULTLAB_BROWSER_HOST: browsers.url },
  stdio: "inherit",
});
process.exitCode = await new Promise((done, failed) => {
  tests.once("error", failed);
  tests.once("exit", (code) => done(code ?? 1));
});
await browsers.close();
