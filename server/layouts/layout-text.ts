/**
 * SQL for a whole layout as it stands, as JSON text `{widget: {field: value}}`. Put together as text: values are JSON text
 * already, ids and keys hold nothing that JSON would escape. Used by ./rebuild and ./checkpoint.
 *
 * Each table is gone through once and nothing is joined: where the planner has not counted an account's rows yet it expects
 * one, and would join by comparing every widget with every field's group (3 s for 500 widgets of 60 fields).
 */
import { Prisma } from '../db/client/client'

/** @param account an expression of SQL */
export const layoutText = (account: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  select '{' || coalesce(string_agg('"' || widget || '":{' || coalesce(fields, '') || '}', ','), '') || '}'
  from (
    select widget, string_agg(field, ',') as fields, bool_or(is_live) as is_live from (
      select id as widget, null as field, true as is_live from widget where account = ${account} and not removed
      union all
      select widget, '"' || key || '":' || value, false from field where account = ${account} and value is not null
    ) parts group by widget
  ) whole where is_live
)`
