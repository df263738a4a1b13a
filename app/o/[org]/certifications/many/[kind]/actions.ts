"use server";
import { renewManyInput, revokeManyInput } from "@/lib/certifications/many-schema";
import { renewMany, revokeMany } from "@/lib/certifications/many-service";
import { action } from "@/lib/http/action";

// Nothing here asks for the page anew: it would be drawn once for each part. The browser does when all are done.
export const renewSome = action(renewManyInput, (ctx, input) => renewMany(ctx, input));

export const revokeSome = action(revokeManyInput, (ctx, input) => revokeMany(ctx, input));
