import * as z from "zod";
import { publishChoices, standings } from "@/lib/evaluation/preview-rules";

const cursor = z.string().max(1000).optional().catch(undefined);

/** What the address of a preview says; what it cannot mean is as if it were not there. */
export const previewFilter = z.object({
  show: z.enum(standings).optional().catch(undefined),
  after: cursor,
  before: cursor,
});
export type PreviewFilter = z.output<typeof previewFilter>;

/** `expected` is the number of awards the person read before deciding: another one is refused. */
export const publishInput = z.strictObject({
  id: z.uuid(),
  how: z.enum(publishChoices),
  expected: z.int().min(0).max(1_000_000_000),
});
export type PublishInput = z.input<typeof publishInput>;
