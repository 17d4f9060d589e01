/** lucide's word for an icon: SVG elements with their attributes. */
export type IconNode = [tag: string, attributes: Record<string, string | number | undefined>][]
