import type { Option } from "@/components/form/select-field";
import type { CourseChoice } from "@/lib/certifications/type-queries";

/** A course as one chooses it: by title, with the code that files name it by. */
export const courseOption = ({ id, code, title }: CourseChoice): Option => ({
  value: id,
  label: `${title} (${code})`,
});
