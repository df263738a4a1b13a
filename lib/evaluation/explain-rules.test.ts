import { expect, test } from "vitest";
import { type Outcome, outcomesOf, type Standing } from "@/lib/evaluation/explain-rules";

const award: NonNullable<Standing["award"]> = {
  status: "awarded",
  isOver: false,
  isDeclined: false,
  isFlagged: false,
  revokedBy: null,
};
const met: Standing = {
  award: null,
  met: true,
  metTooEarly: false,
  isActivePerson: true,
  isRegistered: true,
  achievement: "active",
  hasEnded: false,
  isRenewable: false,
  isPaused: false,
  isModuleOn: true,
};

test.each<[string, Partial<Standing>, Outcome[]]>([
  ["has been earned", { award }, ["held"]],
  ["has been earned, whatever has changed since", { award, met: false, achievement: "archived" }, ["held"]],
  [
    "waits for somebody to decide whether it stands",
    { award: { ...award, isFlagged: true }, met: false },
    ["flagged"],
  ],
  ["waits for approval", { award: { ...award, status: "pending_approval" } }, ["waiting"]],
  ["was turned down", { award: { ...award, status: "rejected" } }, ["rejected"]],
  ["was declined by its holder", { award: { ...award, isDeclined: true } }, ["declined"]],
  [
    "was declined and then revoked",
    { award: { ...award, isDeclined: true, status: "revoked" } },
    ["declined"],
  ],
  [
    "a person took back",
    { award: { ...award, status: "revoked", revokedBy: "person" } },
    ["revokedByPerson"],
  ],
  [
    "evaluation took back, and is met again",
    { award: { ...award, status: "revoked", revokedBy: "evaluation" } },
    ["revokedByEvaluation", "soon"],
  ],
  [
    "evaluation took back, and is not met",
    { award: { ...award, status: "revoked", revokedBy: "evaluation" }, met: false },
    ["revokedByEvaluation", "notMet"],
  ],
  ["has ended for good", { award: { ...award, status: "expired" } }, ["expired"]],
  ["has ended, and no job has written it down", { award: { ...award, isOver: true } }, ["expired"]],
  [
    "has ended and may be earned again",
    { award: { ...award, isOver: true }, isRenewable: true },
    ["expiredRenewable", "soon"],
  ],
  ["is only given by hand", { met: null }, ["byHand"]],
  ["lacks something", { met: false }, ["notMet"]],
  ["lacks something, while issuing is paused", { met: false, isPaused: true }, ["notMet"]],
  [
    "lacks something, and could not be given either",
    { met: false, isActivePerson: false },
    ["notMet", "inactivePerson"],
  ],
  ["is met, by an inactive person", { isActivePerson: false }, ["inactivePerson"]],
  ["is met, by somebody who is not on the course", { isRegistered: false }, ["notRegistered"]],
  ["is met, but is a draft", { achievement: "draft" }, ["notActive.draft"]],
  ["is met, but is no longer in use", { achievement: "inactive" }, ["notActive.inactive"]],
  ["is met, but is archived", { achievement: "archived" }, ["notActive.archived"]],
  ["is met, but would have ended already", { hasEnded: true }, ["ended"]],
  ["is met, but was so before it could be earned", { metTooEarly: true }, ["tooEarly"]],
  ["is met, while issuing is paused", { isPaused: true }, ["paused"]],
  ["is met, where the module is off", { isModuleOn: false }, ["moduleOff"]],
  [
    "is met, and several things stand in the way",
    { isActivePerson: false, isPaused: true },
    ["inactivePerson", "paused"],
  ],
  ["is met, and nothing stands in the way", {}, ["soon"]],
])("an achievement that %s", (_, change, expected) => {
  expect(outcomesOf({ ...met, ...change })).toEqual(expected);
});
