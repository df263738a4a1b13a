import { describe, expect, test } from "vitest";
import { readBounceReport } from "@/lib/notifications/bounce-report";
import { exchangeReport, holidayNotice, postfixReport } from "@/lib/notifications/bounce-report.test-support";

const TO = "bounces+x@heder.example.org";
const read = (text: string) => readBounceReport(Buffer.from(text));
const verdict = async (told: Partial<Parameters<typeof postfixReport>[0]>) =>
  (await read(postfixReport({ to: TO, ...told })))?.verdict;

describe("a report of a mail server", () => {
  test("by Postfix says whom it is for, that nobody is there, and in which words", async () => {
    expect(await read(postfixReport({ to: TO }))).toEqual({
      to: [TO, TO],
      verdict: "nobody",
      said: "550 5.1.1 <kari@example.org>: Recipient address rejected: User unknown in virtual mailbox table",
    });
  });

  test("by Microsoft 365 says the same", async () => {
    expect(await read(exchangeReport(TO, "Subject: Hei\r\n\r\nHei"))).toEqual({
      to: [`<${TO}>`],
      verdict: "nobody",
      said: "550 5.4.1 Recipient address rejected: Access denied.",
    });
  });

  test.each([
    ["5.1.1", "nobody"],
    ["5.1.10", "nobody"],
    ["5.2.1 (mailbox disabled)", "nobody"],
    ["5.4.4", "nobody"],
    ["5.0.0", "nobody"],
    ["5.1.8", "refused"],
    ["5.2.2", "refused"],
    ["5.3.4", "refused"],
    ["5.6.0", "refused"],
    ["5.7.1", "refused"],
    ["4.4.7", "refused"],
    ["4.2.2", "refused"],
    ["nonsense", "refused"],
  ])("that has given up with %s: %s", async (status, is) => {
    expect(await verdict({ status })).toBe(is);
  });

  test.each(["delayed", "delivered", "relayed", "expanded"])(
    "that is not of a failure: %s",
    async (action) => {
      expect(await verdict({ action })).toBe("later");
    },
  );

  test("about several mailboxes behind one address is of none that works", async () => {
    const second = (action: string, status: string) =>
      `\r\nFinal-Recipient: rfc822; two@example.org\r\nAction: ${action}\r\nStatus: ${status}`;
    expect(await verdict({ more: second("delivered", "2.0.0") })).toBe("later");
    expect(await verdict({ more: second("failed", "5.2.2") })).toBe("refused");
    expect(await verdict({ more: second("failed", "5.1.1") })).toBe("nobody");
  });
});

describe("what is no report", () => {
  const nested = postfixReport({ to: TO });
  test.each([
    ["nothing", ""],
    ["noise", String.fromCharCode(...Array.from({ length: 4000 }, (_, at) => (at * 7919) % 256))],
    ["a holiday notice that speaks like one", holidayNotice(TO)],
    ["a receipt", nested.replace("report-type=delivery-status", "report-type=disposition-notification")],
    ["a report that somebody forwards", `To: ${TO}\r\nContent-Type: message/rfc822\r\n\r\n${nested}`],
    ["a report without its fields", nested.replace(/^Action: .*$/m, "")],
    [
      "parts within parts within parts",
      `Content-Type: multipart/report; report-type=delivery-status; boundary=b0\r\n\r\n${Array.from(
        { length: 400 },
        (_, at) => `--b${at}\r\nContent-Type: multipart/mixed; boundary=b${at + 1}\r\n\r\n`,
      ).join("")}`,
    ],
  ])("%s", async (_, text) => {
    expect(await read(text)).toBeNull();
  });
});
