import { asNobody } from "@/lib/db";
import { log } from "@/lib/log";

/** Whether the application's own connection pool gets an answer; never throws. The reason goes to the log. */
export async function databaseAnswers(): Promise<boolean> {
  try {
    await asNobody(async (tx) => tx.$queryRaw`SELECT 1`);
    return true;
  } catch (error) {
    log.error(
      { problem: error instanceof Error ? error.message : String(error) },
      "the database does not answer",
    );
    return false;
  }
}
