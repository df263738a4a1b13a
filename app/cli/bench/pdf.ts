import type { Ctx } from "@/lib/context";
import { oneDocument } from "@/lib/documents/certificate-pdf";
import type { PrintedCertificate } from "@/lib/documents/certificate-queries";
import { render } from "@/lib/documents/render";
import { compare, type Measurement, timed } from "./measure";

const DOCUMENTS = 100;

/** Certificates with different names and codes, one after the other, against as many empty tagged pages. */
export async function pdf(ctx: Ctx): Promise<Measurement[]> {
  let made = 0;
  const readAt = new Date();
  const next = (): PrintedCertificate => {
    made += 1;
    const number = String(made).padStart(5, "0");
    return {
      id: `00000000-0000-4000-8000-0000000${number}`,
      certificateNumber: `${ctx.organization.certificatePrefix}-2026-${number}`,
      verificationToken: number.padStart(32, "0"),
      name: `Åse Bjørgløkken Sæther ${made}`,
      type: "Godkjent likeperson",
      description: "Har gått kurs og kan møte andre alene.",
      course: null,
      issuedAt: readAt,
      expiresAt: null,
      revokedAt: null,
      standing: "active",
      renewedBy: null,
      design: null,
    };
  };
  const times = async (run: () => Promise<unknown>) => {
    for (let count = 0; count < DOCUMENTS; count += 1) await run();
  };
  const one = () => oneDocument(ctx, next(), { pictures: new Map(), readAt }, "certificate");
  const none = () => render(emptySheet(ctx, readAt));
  await one();
  await none();
  const measurement = await compare({
    group: "certificates",
    name: `${DOCUMENTS} certificates as PDF/UA : ${DOCUMENTS} empty pages`,
    // Nobody has asked for a ratio here: it shows when the design or the code beside it become dear.
    bound: { atMost: 25 },
    ours: () => timed(() => times(one)),
    baseline: () => timed(() => times(none)),
    repetitions: 3,
  });
  const perSecond = Math.round((DOCUMENTS * 1000) / measurement.ours);
  return [{ ...measurement, name: `${measurement.name} (${perSecond} a second)` }];
}

/** A tagged A4 page with nothing on it, by the same thread: what any document takes. */
const emptySheet = ({ organization }: Ctx, createdAt: Date) =>
  ({
    template: "name-cards",
    data: {
      title: "-",
      author: organization.name,
      language: "nb",
      region: "NO",
      organization: "",
      period: "",
      cards: [],
    },
    pictures: [],
    as: "pdf",
    createdAt,
  }) as const;
