import { takeFlow } from "@/app/oauth/backpack-flow";
import { redirectTo } from "@/app/oauth/redirect-to";
import { currentAccount, requireContext } from "@/lib/auth/session";
import { finishConnecting } from "@/lib/backpacks/connect-service";
import { openFlow } from "@/lib/backpacks/flow";
import { AppError } from "@/lib/errors";

type Context = { params: Promise<{ id: string }> };

/** Where a backpack sends the browser back to: what was begun with this one is ended, and nothing else. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const account = await currentAccount();
  const sealed = await takeFlow();
  const flow = account && sealed ? openFlow(sealed, account.userId, Date.now()) : null;
  if (!flow || flow.backpackId !== (await params).id) return redirectTo("/o");
  const page = `/o/${flow.organization}/profile/backpack`;
  try {
    const ctx = await requireContext(flow.organization);
    await finishConnecting(ctx, flow, new URL(request.url).searchParams);
    return redirectTo(`${page}?done=yes`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return redirectTo(`${page}?done=no`);
  }
}
