/**
 * Modules that reach for what is not theirs: files, secrets, the network, other programs.
 *
 * @module
 */
import { type Attack, conforms, type Expectation } from "../attack.ts";
import { checkL1, moduleText } from "../module_text.ts";

const outside = `new URL("../home", import.meta.url).pathname`;

/** What must not succeed, as code that may throw. Whatever comes back is told in an error. */
const reaches: Readonly<Record<string, string>> = {
  "write/spec": `return Deno.writeTextFileSync("spec/l1_loss.json", "{}  ");`,
  "write/tree": `const path = "{{TREE}}/spec/l1_loss.json";
return Deno.writeTextFileSync(path, Deno.readTextFileSync(path));`,
  "write/git-hook":
    `return Deno.writeTextFileSync(".git/hooks/pre-push", "#!/bin/sh\\n", { mode: 0o755 });`,
  "write/itself": `return Deno.writeTextFileSync(new URL(import.meta.url), "export default 1");`,
  "write/home": `return Deno.writeTextFileSync(${outside} + "/.bashrc", "evil");`,
  "write/temporary": `return Deno.makeTempFileSync();`,
  "write/node-fs": `return (await import("node:fs")).writeFileSync("evil.txt", "evil");`,
  "write/folder": `return Deno.mkdirSync("evil");`,
  "write/remove": `return Deno.removeSync("package.json");`,
  "write/link": `return Deno.symlinkSync("/etc/passwd", "link");`,
  "write/chmod": `return Deno.chmodSync("package.json", 0o777);`,
  "write/storage": `localStorage.setItem("evil", "1"); return localStorage.length;`,
  "write/cache": `return await (await caches.open("evil")).put("http://x/", new Response("x"));`,
  "read/passwd": `return Deno.readTextFileSync("/etc/passwd");`,
  "read/ssh": `return Deno.readTextFileSync(${outside} + "/.ssh/id_rsa");`,
  "read/node-fs":
    `return (await import("node:fs")).readFileSync(${outside} + "/.ssh/id_rsa", "utf8");`,
  "read/fetch": `return await (await fetch("file://" + ${outside} + "/.ssh/id_rsa")).text();`,
  "read/folder": `return Array.from(Deno.readDirSync(${outside}), (e) => e.name).join();`,
  "read/environ": `return Deno.readTextFileSync("/proc/self/environ");`,
  "read/import-json": `const path = ${outside} + "/credentials.json";
return JSON.stringify(await import(path, { with: { type: "json" } }));`,
  "read/create-require": `const { createRequire } = await import("node:module");
return JSON.stringify(createRequire(import.meta.url)(${outside} + "/credentials.json"));`,
  "env/all": `const all = Object.keys(Deno.env.toObject());
if (!all.includes("ATTACK_SECRET")) throw new Error("it is not there");
return all.join();`,
  "env/one": `const secret = Deno.env.get("ATTACK_SECRET");
if (secret === undefined) throw new Error("it is not there");
return secret;`,
  "env/node": `const { env } = (await import("node:process")).default;
if (env.ATTACK_SECRET === undefined) throw new Error("it is not there");
return Object.keys(env).join();`,
  "net/import": `return JSON.stringify(await import("https://esm.sh/left" + "-pad"));`,
  "net/import-literal": `return JSON.stringify(await import("https://esm.sh/left-pad@1.3.0"));`,
  "net/import-jsr": `return JSON.stringify(await import("jsr:@lossproof-attacks/" + "none@1"));`,
  "net/import-npm": `return JSON.stringify(await import("npm:lossproof-attacks-" + "none@1.0.0"));`,
  "net/fetch": `return await (await fetch("http://127.0.0.1:{{PORT}}/leak")).text();`,
  "net/connect": `return await Deno.connect({ hostname: "127.0.0.1", port: {{PORT}} });`,
  "net/node": `const { connect } = await import("node:net");
await new Promise((f, g) => connect({{PORT}}, "127.0.0.1", () => f(0)).on("error", g));
return "connected";`,
  "net/websocket": `const s = new WebSocket("ws://127.0.0.1:{{PORT}}/");
await new Promise((f, g) => { s.onopen = f; s.onerror = g; });
return "connected";`,
  "net/dns": `return JSON.stringify(await Deno.resolveDns("lossproof.invalid", "A"));`,
  "net/listen": `return Deno.listen({ port: 0 }).addr.transport;`,
  "run/command":
    `return (await new Deno.Command("sh", { args: ["-c", "echo pwned"] }).output()).code;`,
  "run/node": `return (await import("node:child_process")).execSync("echo pwned").toString();`,
  "run/deno": `const args = ["eval", "console.log('pwned')"];
return (await new Deno.Command(Deno.execPath(), { args }).output()).code;`,
  "run/kill": `return Deno.kill(Deno.ppid, "SIGTERM");`,
  "run/ffi":
    `return Deno.dlopen("libc.so.6", { getpid: { parameters: [], result: "i32" } }).symbols.getpid();`,
  "sys/hostname":
    `return Deno.hostname() + Deno.osRelease() + JSON.stringify(Deno.networkInterfaces());`,
  "sys/user": `return JSON.stringify((await import("node:os")).userInfo());`,
  "permission/request": `const asked = Deno.permissions.requestSync({ name: "run" });
return asked.state === "granted" ? "pwned" : Promise.reject(new Error("denied"));`,
  "permission/inspector": `return (await import("node:inspector")).open({{PORT}}, "127.0.0.1");`,
};

/** Tells what it got, so that it would stand in the report; a permission that is missing is no matter. */
function told(code: string): string {
  return `const got: any = await (async (): Promise<any> => { ${code} })()
  .then((got) => "GOT " + String(got) + " GOT", (error) => "denied: " + error.message);
if (got.startsWith("GOT")) throw new TypeError(got);`;
}

const denied: Expectation = { ...conforms, never: [...conforms.never ?? [], /GOT/, /root:x:/] };

/** Imports that stand in the module's text, which Deno follows without a permission. */
const imports: Readonly<Record<string, string>> = {
  "text": `import text from "/etc/passwd" with { type: "text" };`,
  "bytes": `import bytes from "/etc/passwd" with { type: "bytes" };
const text = new TextDecoder().decode(bytes);`,
  "json": `import json from "{{HOME}}/credentials.json" with { type: "json" };
const text = JSON.stringify(json);`,
  "remote": `import text from "https://esm.sh/left-pad@1.3.0";`,
  "npm": `import text from "npm:lossproof-attacks-none@1.0.0";`,
  "jsr": `import text from "jsr:@lossproof-attacks/none@1.0.0";`,
};

export const reaching: readonly Attack[] = [
  ...Object.entries(reaches).flatMap(([id, code]) => [{
    id: `reach/${id}`,
    what: `reaches for what is not its own when it is imported (${id}), and is right`,
    files: { "module.ts": moduleText({ before: told(code) }) },
    args: checkL1,
    expect: denied,
  }]),
  ...["write/git-hook", "read/ssh", "env/all", "net/import", "run/command"].map((id) => ({
    id: `reach/${id}/call`,
    what: `reaches for what is not its own in a call (${id}), and is right`,
    files: { "module.ts": moduleText({ inCall: told(reaches[id]) }) },
    args: checkL1,
    expect: denied,
  })),
  ...["env/all", "env/one"].map((id) => ({
    id: `reach/${id}/identify`,
    what: `reaches for what is not its own under another command (${id})`,
    files: { "module.ts": moduleText({ before: told(reaches[id]) }) },
    args: ["identify", "module.ts"],
    expect: { code: [0, 1], never: [/GOT/] },
  })),
  ...["write/spec", "env/one", "net/import"].map((id) => ({
    id: `reach/${id}/golden`,
    what: `reaches for what is not its own under another command (${id})`,
    files: { "module.ts": moduleText({ before: told(reaches[id]) }) },
    args: ["golden", "check", "module.ts", "--loss", "l1_loss", "--dtype", "f64"],
    expect: { code: 0, never: [/GOT/] },
  })),
  ...Object.entries(imports).map(([id, code]) => ({
    id: `reach/import/${id}`,
    what: `has an import in its text that leads out (${id}), and tells what it got`,
    files: {
      "mine/module.ts": moduleText({ before: `${code}\nthrow new Error("GOT " + text);` }),
    },
    asksRegistry: id === "npm" || id === "jsr",
    args: ["check", "mine/module.ts", ...checkL1.slice(2)],
    expect: { code: 3, says: [/module\.ts/], never: [/root:x:/, /GOT/] },
  })),
  {
    id: "reach/parent-folder",
    what: "reads a file in the folder above its own",
    files: {
      "mine/module.ts": moduleText({ before: told(`return Deno.readTextFileSync(".env");`) }),
    },
    args: ["check", "mine/module.ts", ...checkL1.slice(2)],
    expect: denied,
  },
  {
    id: "reach/link",
    what: "reads the home through a link in its own folder",
    files: {
      "module.ts": moduleText({
        before: told(`return Deno.readTextFileSync(new URL("./away/id_rsa", import.meta.url));`),
      }),
      "away": { link: "../home/.ssh" },
    },
    args: checkL1,
    expect: denied,
  },
  {
    id: "reach/lock",
    what: "imports another version of a package than the lock has: downloaded before, or refused",
    files: { "module.ts": moduleText({ before: `import { z } from "npm:zod@3.0.1"; z;` }) },
    args: checkL1,
    asksRegistry: true,
    expect: { code: [0, 3] },
  },
];
