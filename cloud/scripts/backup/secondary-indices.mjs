const name = (word) => `\`${word}\``;

/**
 * Secondary indices of tables that are about to be filled: taken away first and built in one go afterwards, which is a
 * sort instead of a place in the tree for each row. Whoever is killed in between begins anew anyway.
 * @returns what builds them again; a unique one refuses rows that come twice
 */
export async function withoutIndices(query, tables) {
  const rows = await query(
    `SELECT table_name AS tableName, index_name AS indexName, column_name AS columnName, sub_part AS part,
            non_unique AS isLoose, index_type AS type
     FROM information_schema.statistics
     WHERE table_schema = DATABASE() AND index_name <> 'PRIMARY' ORDER BY table_name, index_name, seq_in_index`,
  );
  const again = [];
  for (const table of tables) {
    const own = rows.filter((row) => row.tableName === table && row.type === 'BTREE');
    const names = [...new Set(own.map((row) => row.indexName))];
    if (names.length === 0) continue;
    await query(`ALTER TABLE ${name(table)} ${names.map((index) => `DROP INDEX ${name(index)}`).join(', ')}`);
    const adds = names.map((index) => {
      const columns = own.filter((row) => row.indexName === index);
      const listed = columns.map(
        ({ columnName, part }) => name(columnName) + (part === null ? '' : `(${part})`),
      );
      return `ADD ${Number(columns[0].isLoose) ? '' : 'UNIQUE '}INDEX ${name(index)} (${listed.join(', ')})`;
    });
    again.push(`ALTER TABLE ${name(table)} ${adds.join(', ')}`);
  }
  return async () => {
    for (const statement of again) await query(statement);
  };
}
