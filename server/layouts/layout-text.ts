/**
 * SQL for a whole layout as it stands, as JSON text `{widget: {field: value}}`. Put together as text: values are JSON text
 * already, ids and keys hold nothing that JSON would escape. Used by ./rebuild and ./checkpoint.
 */
import { Prisma } from '../db/client/client'

/** @param account an expression of SQL */
export const layoutText = (account: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  select '{' || coalesce(string_agg('"' || w.id || '":{' || coalesce(f.fields, '') || '}', ','), '') || '}'
  from widget w
  left join (
    select f.widget, string_agg('"' || f.key || '":' || f.value, ',') as fields
    from field f where f.account = ${account} and f.value is not null group by f.widget
  ) f on f.widget = w.id
  where w.account = ${account} and not w.removed
)`
