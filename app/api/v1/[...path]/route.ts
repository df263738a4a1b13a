import { nothingHere } from "@/lib/http/api-route";

export const { GET, POST, PUT, PATCH, DELETE } = nothingHere;
