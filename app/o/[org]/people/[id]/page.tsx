import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RecordHistorySection } from "@/app/o/[org]/history/record-history";
import { deactivate, invite, reactivate, setRole, tryMailAgain } from "@/app/o/[org]/people/actions";
import type { SearchParams } from "@/components/data-table/table-link";
import { MailBounced } from "@/components/people/mail-bounced";
import { PersonAbout } from "@/components/people/person-about";
import { PersonAccess } from "@/components/people/person-access";
import { PersonStatus } from "@/components/people/person-status";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Icon } from "@/components/ui/icon";
import { Late } from "@/components/ui/late";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { CardsSkeleton } from "@/components/ui/skeleton";
import { can } from "@/lib/auth/policy";
import { actorUserId } from "@/lib/context";
import { inPage, titled } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { readPerson } from "./read";
import { PersonSections } from "./sections";

type Props = {
  params: Promise<{ org: string; id: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, id } = await params;
  return titled(org, async (ctx) => (await readPerson(ctx, id)).displayName);
}

export default async function PersonPage({ params, searchParams }: Props) {
  const { org, id } = await params;
  const { ctx, data: person } = await inPage(org, (ctx) => readPerson(ctx, id));
  const mayWrite = ctx.actor.kind === "user" && can(ctx.actor.role, "people:write");
  const t = await getTranslations("people");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/people`;
  const edit = (
    <LinkButton href={`${path}/${person.userId}/edit`} icon={<Icon as="pencil" />}>
      {t("edit")}
    </LinkButton>
  );
  return (
    <>
      <Breadcrumb items={[{ label: t("title"), href: path }]} />
      <PageHeader
        title={person.displayName}
        status={<PersonStatus status={person.status} />}
        actions={
          <>
            {mayWrite ? edit : null}
            <LinkButton href={`/o/${org}/mentors/${person.userId}`} icon={<Icon as="user-round" />}>
              {t("seeProfile")}
            </LinkButton>
          </>
        }
      />
      {person.mailBouncedAt ? (
        <MailBounced
          person={person}
          when={f.dateTime(person.mailBouncedAt)}
          said={person.mailBounceReason ?? ""}
          tryAgain={mayWrite ? tryMailAgain.bind(null, org) : undefined}
        />
      ) : null}
      <div className="grid gap-6 2xl:grid-cols-[22rem_1fr] 2xl:grid-rows-[auto_1fr] 2xl:items-start">
        <PersonAbout
          person={person}
          joined={person.joinedOn && f.date(person.joinedOn)}
          added={f.date(person.addedAt)}
          groups={person.groups.length > 0 ? f.list(person.groups) : null}
        />
        <div className="min-w-0 space-y-6 2xl:col-start-2 2xl:row-span-2 2xl:row-start-1">
          <Late
            fallback={<CardsSkeleton count={4} className="space-y-6" card="h-80 w-full" />}
            part={PersonSections({ ctx, person })}
          />
          <RecordHistorySection
            ctx={ctx}
            kind="person"
            id={person.userId}
            path={`${path}/${person.userId}`}
            wanted={(await searchParams).history}
          />
        </div>
        {mayWrite ? (
          <PersonAccess
            person={person}
            isSelf={actorUserId(ctx) === person.userId}
            actions={{
              setRole: setRole.bind(null, org),
              deactivate: deactivate.bind(null, org),
              reactivate: reactivate.bind(null, org),
              invite: invite.bind(null, org),
            }}
          />
        ) : null}
      </div>
    </>
  );
}
