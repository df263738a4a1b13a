import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { update } from "@/app/o/[org]/people/actions";
import { PersonForm } from "@/components/people/person-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { authorize, type Ctx } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { readPerson } from "../read";

type Props = { params: Promise<{ org: string; id: string }> };

async function readForEditing(ctx: Ctx, id: string) {
  authorize(ctx, "people:write");
  return readPerson(ctx, id);
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("people");
  return { title: t("edit") };
}

export default async function EditPersonPage({ params }: Props) {
  const { org, id } = await params;
  const { data: person } = await inPage(org, (ctx) => readForEditing(ctx, id));
  const t = await getTranslations("people");
  const path = `/o/${org}/people`;
  const own = `${path}/${person.userId}`;
  return (
    <>
      <Breadcrumb
        items={[
          { label: t("title"), href: path },
          { label: person.displayName, href: own },
        ]}
      />
      <PageHeader title={t("editTitle", { name: person.displayName })} />
      <PersonForm action={update.bind(null, org)} person={person} back={own} />
    </>
  );
}
