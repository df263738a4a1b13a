import { Pencil } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { deactivate, invite, reactivate, setRole } from "@/app/o/[org]/people/actions";
import { PersonAccess } from "@/components/people/person-access";
import { PersonFacts } from "@/components/people/person-facts";
import { PersonStatus } from "@/components/people/person-status";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Icon } from "@/components/ui/icon";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/auth/policy";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { getPerson } from "@/lib/people/queries";
import { personId } from "@/lib/people/schema";

type Props = { params: Promise<{ org: string; id: string }> };

async function read(ctx: Ctx, id: string) {
  const known = personId.safeParse({ userId: id });
  if (!known.success) throw notFound("person");
  return getPerson(ctx, known.data.userId);
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, id } = await params;
  const { data } = await inPage(org, (ctx) => read(ctx, id));
  return { title: data.displayName };
}

export default async function PersonPage({ params }: Props) {
  const { org, id } = await params;
  const { ctx, data: person } = await inPage(org, (ctx) => read(ctx, id));
  const t = await getTranslations("people");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/people`;
  const mayWrite = ctx.actor.kind === "user" && can(ctx.actor.role, "people:write");
  return (
    <>
      <Breadcrumb items={[{ label: t("title"), href: path }]} />
      <PageHeader
        title={person.displayName}
        status={<PersonStatus status={person.status} />}
        actions={
          mayWrite ? (
            <LinkButton href={`${path}/${person.userId}/edit`} icon={<Icon as={Pencil} />}>
              {t("edit")}
            </LinkButton>
          ) : null
        }
      />
      <div className="space-y-6">
        <PersonFacts
          person={person}
          joined={person.joinedOn && f.date(person.joinedOn)}
          added={f.date(person.addedAt)}
          groups={person.groups.length > 0 ? f.list(person.groups) : null}
        />
        {mayWrite ? (
          <PersonAccess
            person={person}
            isSelf={ctx.actor.kind === "user" && ctx.actor.userId === person.userId}
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
