import { cookies } from "next/headers";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { savePreferences } from "@/app/preferences/actions";
import type { Width } from "@/components/shell/page-frame";
import { PublicShell } from "@/components/shell/public-shell";
import { isTheme, THEME_COOKIE } from "@/components/shell/theme";
import { currentAccount } from "@/lib/auth/session";

/** What both shells need to show the choices of language and appearance. */
export async function preferences() {
  const theme = (await cookies()).get(THEME_COOKIE)?.value;
  return { locale: await getLocale(), theme: isTheme(theme) ? theme : null, save: savePreferences };
}

type Props = {
  /** False on the sign-in page itself. */ signIn?: boolean;
  width?: Width;
  children: ReactNode;
};

/** A page that anybody may see, in its frame. */
export async function PublicPage({ signIn = true, ...rest }: Props) {
  const door = (await currentAccount()) ? "overview" : "sign-in";
  return <PublicShell preferences={await preferences()} door={signIn ? door : null} {...rest} />;
}
