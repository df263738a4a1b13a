import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DesignForm } from "@/components/certifications/design-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { getDesignedType } from "@/lib/certifications/design-queries";
import { certificationTypeId } from "@/lib/certifications/schema";
import { authorize } from "@/lib/context";
import { defaultDesign } from "@/lib/documents/default-design";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { listPictures } from "@/lib/media/picture-queries";
import { saveDesignOfType } from "../../../actions";

type Props = { params: Promise<{ org: string; id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("certificateDesign");
  return { title: t("heading") };
}

export default async function DesignPage({ params }: Props) {
  const { org, id } = await params;
  const known = certificationTypeId.safeParse({ id });
  if (!known.success) notFound();
  const { ctx, data } = await inPage(org, async (ctx) => {
    authorize(ctx, "certification_types:write");
    const [type, pictures] = await Promise.all([getDesignedType(ctx, known.data), listPictures(ctx)]);
    return { type, pictures };
  });
  const t = await getTranslations("certificateDesign");
  const words = await getTranslations("certifications");
  const list = `/o/${org}/certifications`;
  const design = data.type.design ?? defaultDesign(ctx.organization.locale);
  return (
    <>
      <Breadcrumb
        items={[
          { href: list, label: words("list.title") },
          { href: `${list}/types`, label: words("types.title") },
        ]}
      />
      <PageHeader title={t("pageTitle", { name: data.type.name })} lead={t("lead")} />
      <ClientMessages namespaces={["certificateDesign", "documents", "pictures", "media"]}>
        <DesignForm
          id={id}
          initial={design}
          save={saveDesignOfType.bind(null, org)}
          pictures={data.pictures}
          urls={{ pictures: `/o/${org}/pictures`, preview: `${list}/types/${id}/design/preview` }}
        />
      </ClientMessages>
    </>
  );
}
