import { issuing } from "./issuing";
import type { Measurement } from "./measure";
import { pdf } from "./pdf";
import { newOrganization, type Stage } from "./stage";
import { verification } from "./verification";

/** What is done with certificates, each against the least it could cost. */
export async function certificates(stage: Stage): Promise<Measurement[]> {
  return [
    ...(await issuing(stage)),
    ...(await verification(stage)),
    ...(await pdf(await newOrganization("papers"))),
  ];
}
