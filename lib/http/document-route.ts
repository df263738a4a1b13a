import "server-only";
import { getLocale, getTranslations } from "next-intl/server";
import { requireContext } from "@/lib/auth/session";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { reportBug } from "@/lib/http/bug";
import { PAGE_STATUS } from "@/lib/http/error-status";
import { translateMessage } from "@/lib/i18n/translate-message";

export type ServedDocument = Readonly<{
  name: string;
  body: Uint8Array | ReadableStream<Uint8Array>;
  type: "application/pdf" | "application/zip" | "image/svg+xml";
  /** Saved under its name instead of shown. */
  download: boolean;
}>;

/** A document may draw and nothing else, also when somebody opens it by itself. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/**
 * Answers a document to a member of the organisation. Foreign, unknown and forbidden look the same. Whoever followed a
 * link reads what came of it, so a refusal is a sentence in their language and not a code.
 */
export async function documentAnswer(
  slug: string,
  make: (ctx: Ctx) => Promise<ServedDocument>,
): Promise<Response> {
  try {
    const { name, body, type, download } = await make(await requireContext(slug));
    return new Response(body as BodyInit, {
      headers: {
        "content-type": type,
        "content-disposition": `${download ? "attachment" : "inline"}; ${named(name)}`,
        "content-security-policy": type === "application/pdf" ? "default-src 'none'" : POLICY,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    return refused(error);
  }
}

/** Letters of any alphabet in a name (RFC 6266), and a plain one for those who do not read that. */
const named = (name: string) =>
  `filename="${name.replace(/[^\w.-]/g, "_")}"; filename*=UTF-8''${encodeURIComponent(name)}`;

async function refused(error: unknown): Promise<Response> {
  const t = await getTranslations("errors");
  const headers = {
    "content-type": "text/plain; charset=utf-8",
    "content-language": await getLocale(),
    "cache-control": "no-store",
  };
  if (error instanceof AppError) {
    const text = error.code === "forbidden" ? t("notFound.other") : translateMessage(t, error.text);
    return new Response(`${text}\n`, { status: PAGE_STATUS[error.code], headers });
  }
  return new Response(`${t("system.bug", { id: reportBug(error) })}\n`, { status: 500, headers });
}
