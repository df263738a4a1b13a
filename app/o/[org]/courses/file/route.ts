import { listFile } from "@/app/o/[org]/views/list-file";
import { countCourses, listCourses } from "@/lib/facts/course-queries";
import { courseFilter } from "@/lib/facts/filter-schema";
import { tableFile } from "@/lib/http/file-route";
import { columnsIn } from "@/lib/views/columns-rules";
import { courseColumns } from "../columns";

type Context = { params: Promise<{ org: string }> };

/** The list of courses as it is shown, as a file. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { org } = await params;
  const query = new URL(request.url).searchParams;
  const filter = courseFilter.parse(Object.fromEntries(query));
  return tableFile(org, async (ctx) => {
    const chosen = columnsIn("courses", query.getAll("columns"));
    return listFile(ctx, {
      list: "courses",
      query,
      columns: (await courseColumns()).filter(({ key }) => chosen?.includes(key) ?? true),
      count: (atMost) => countCourses(ctx, filter, atMost),
      read: (part) => listCourses(ctx, { ...filter, before: undefined, ...part }),
      cells: {
        code: (row) => row.code,
        title: (row) => row.title,
        registrations: (row) => row.registrations,
        completed: (row) => row.completed,
      },
    });
  });
}
