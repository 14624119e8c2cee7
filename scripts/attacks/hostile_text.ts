/**
 * Texts with all that text should not have, and the formats of reports that they may get into.
 *
 * @module
 */

/** What moves cursors, rings, turns the direction, ends XML, and commands a CI. */
export const hostile = [
  "start",
  "\u001b[2J\u001b[31mred\u001b]0;title\u0007",
  "\u0007bell \u0000 nul \u0008 back \u007f del \u009b31m c1",
  "\u202eright to left\u202c \u2066isolate\u2069 \u200emark \ufeffbom \u2028line",
  "::error::pwned",
  "  ::set-env name=PWNED::1",
  "::stop-commands::pwned",
  "##[error]pwned",
  "\r::add-mask::x\r\n##[group]y",
  "]]></failure><testcase name='forged'/><![CDATA[ &amp; <b> \ufffe",
  "| table | `code` <script>alert(1)</script> [link](javascript:x)",
  "attacker: 20 checks hold: conforms (seed 1)",
].join("\n");

/** The same in one line, for names. It begins as a command to a CI. */
export const hostileLine =
  "::error::pwned \u001b[2J\u001b[31mred\u0007 \u202eturned \u2066\u200e " +
  "\u009b31m \ufffe ]]></testcase> <script>alert(1)</script> | `code` |";

/** The formats of reports. */
export const formats = ["terminal", "json", "junit", "github", "markdown", "events"] as const;
