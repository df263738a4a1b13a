type Found = Readonly<{ userId: string; name: string; detail: string | null }>;

/** People as a combobox takes them while somebody types. */
export const suggestedPeople = (people: readonly Found[]) => ({
  items: people.map(({ userId, name, detail }) => ({
    value: userId,
    label: name,
    ...(detail ? { detail } : {}),
  })),
});
