'use strict';
// node-mssql with its pool: each scenario opens one, does one thing and says what it saw.

const fs = require('fs');
const sql = require('mssql');
const { say, batches, bigText, bigBytes, run, host, port, password } = require('./scenario.js');

const settings = ({ max = 1, database = 'master', secret = password } = {}) => ({
  server: host, port, user: 'sa', password: secret, database, requestTimeout: 120000,
  pool: { max, min: 0 },
  options: { encrypt: true, trustServerCertificate: true },
});

/** Wraps a scenario in a pool, of one connection to master unless told otherwise. */
const pooled = (scenario, wishes) => async (...words) => {
  const pool = await new sql.ConnectionPool(settings(wishes)).connect();
  await scenario(pool, ...words);
  await pool.close();
};

run({
  script: pooled(async (pool, script) => {
    for (const text of batches(script)) {
      const request = pool.request();
      request.on('info', message => say('message', message.number, message.message));
      for (const rows of (await request.batch(text)).recordsets) {
        rows.forEach(row => say('row', Object.values(row)));
      }
    }
  }),

  results: pooled(async pool => {
    const { recordsets } = await pool.request().query("SELECT 1 AS a, 'x' AS b SELECT N'Привет 😀' AS c UNION ALL SELECT NULL");
    recordsets.forEach(rows => say('result', rows));
  }),

  parameters: pooled(async pool => {
    const { recordset } = await pool.request()
      .input('number', sql.Int, 41)
      .input('text', "Ж'); DROP TABLE x -- 😀")
      .input('none', sql.NVarChar, null)
      .input('moment', sql.DateTime2(3), new Date(Date.UTC(2026, 1, 3, 4, 5, 6, 789)))
      .query('SELECT @number + 1 AS n, @text AS t, @none AS o, @moment AS m');
    say('row', recordset[0]);
    const name = "O'Hara 😀";
    say('row', (await pool.query`SELECT ${name} AS name, ${7} * 6 AS answer`).recordset[0]);
  }),

  output: pooled(async pool => {
    const { output } = await pool.request().input('a', sql.Int, 40).output('sum', sql.Int).query('SET @sum = @a + 2');
    say('outputs', output);
  }),

  prepared: pooled(async pool => {
    const prepared = new sql.PreparedStatement(pool);
    prepared.input('n', sql.Int);
    await prepared.prepare('SELECT @n * 2 AS doubled');
    try {
      for (const n of [1, 21]) {
        say('row', (await prepared.execute({ n })).recordset[0]);
      }
    } finally {
      await prepared.unprepare();
    }
  }),

  big: pooled(async pool => {
    const { recordset } = await pool.request()
      .input('text', sql.NVarChar(sql.MAX), bigText)
      .input('bytes', sql.VarBinary(sql.MAX), bigBytes())
      .query('SELECT @text AS text, @bytes AS bytes');
    say('same', recordset[0].text === bigText, recordset[0].bytes.equals(bigBytes()));
  }),

  bulk: pooled(async pool => {
    const table = new sql.Table('#bulk');
    table.create = true;
    table.columns.add('id', sql.Int, { nullable: false });
    table.columns.add('name', sql.NVarChar(50), { nullable: true });
    [[1, 'Ж😀'], [2, null], [3, '']].forEach(row => table.rows.add(...row));
    say('loaded', (await pool.request().bulk(table)).rowsAffected);
    (await pool.request().query('SELECT TOP 2 * FROM #bulk ORDER BY id')).recordset.forEach(row => say('row', row));
  }),

  wrong: async () => {
    try {
      await new sql.ConnectionPool(settings({ secret: 'not the password' })).connect();
    } catch (failure) {
      say('refused', failure.code, failure.message);
    }
  },

  errors: pooled(async pool => {
    for (const text of ['SELECT 1\nSELECT * FROM nowhere', "RAISERROR(N'Ой', 16, 3)", 'SELEC 1']) {
      await pool.request().batch(text).catch(failure =>
        say('error', failure.number, failure.class, failure.lineNumber, failure.message));
    }
    say('after', (await pool.request().query('SELECT 7 AS n')).recordset[0].n);
  }),

  transaction: async () => {
    await pooled(pool => pool.request().batch('CREATE DATABASE undoing'))();
    await pooled(async pool => {
      await pool.request().batch('CREATE TABLE dbo.t (n int)');
      for (const end of ['rollback', 'commit']) {
        const transaction = new sql.Transaction(pool);
        await transaction.begin(sql.ISOLATION_LEVEL.SERIALIZABLE);
        await new sql.Request(transaction).query('INSERT INTO dbo.t VALUES (1)');
        await transaction[end]();
        say(end, (await pool.request().query('SELECT COUNT(*) AS n FROM dbo.t')).recordset[0].n);
      }
    }, { database: 'undoing' })();
    await pooled(pool => pool.request().batch('DROP DATABASE undoing'))();
  },

  // The pool hands out the same connection again; reset, it is as new.
  pool: pooled(async pool => {
    const ask = async text => Object.values((await pool.request().query(text)).recordset[0])[0];
    const first = await ask('SELECT @@SPID');
    await pool.request().batch('USE msdb; CREATE TABLE #gone (n int); BEGIN TRANSACTION');
    say('kept', await ask('SELECT DB_NAME()'), await ask('SELECT @@TRANCOUNT'), await ask('SELECT COUNT(*) FROM #gone'));
    const connection = await pool.acquire({});
    await new Promise((resolve, reject) => connection.reset(failure => (failure ? reject(failure) : resolve())));
    pool.release(connection);
    say('reset', await ask('SELECT DB_NAME()'), await ask('SELECT @@TRANCOUNT'), await ask('SELECT @@SPID') === first);
    await ask('SELECT COUNT(*) FROM #gone').catch(failure => say('error', failure.number));
  }),

  // More queries than connections.
  crowd: pooled(async pool => {
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) =>
      pool.request().input('n', sql.Int, n).query('SELECT @n AS n, @@SPID AS spid')));
    say('answers', answers.every((answer, n) => answer.recordset[0].n === n),
      new Set(answers.map(answer => answer.recordset[0].spid)).size <= 4);
  }, { max: 4 }),

  cancel: pooled(async (pool, database, file) => {
    const request = pool.request();
    let progress = false;
    request.on('info', message => {
      if (message.number === 3211 && !progress) {
        progress = true;
        say('progress', message.message, 'file', fs.existsSync(file));
        request.cancel();
      }
    });
    await request.batch(`BACKUP DATABASE ${database} TO DISK = '${file}' WITH STATS = 1`)
      .catch(failure => say('rejected', failure.code));
    say('after', (await pool.request().query('SELECT 7 AS n')).recordset[0].n, 'file', fs.existsSync(file));
  }),
});
