'use strict';
// tedious: each scenario connects, does one thing and says what it saw.

const fs = require('fs');
const { Connection, Request, TYPES } = require('tedious');
const { say, batches, bigText, bigBytes, run, host, port, password, strict } = require('./scenario.js');

const connect = (secret = password) => new Promise((resolve, reject) => {
  const connection = new Connection({
    server: host,
    authentication: { type: 'default', options: { userName: 'sa', password: secret } },
    options: { port, encrypt: strict ? 'strict' : true, trustServerCertificate: true, database: 'master',
      requestTimeout: 120000, useUTC: true },
  });
  connection.connect(failure => (failure ? reject(failure) : resolve(connection)));
});

/** Runs a request and returns its result sets, outputs and status; rejects with its first error. */
const ask = (connection, text, { how = 'execSql', prepare = () => {}, given } = {}) => new Promise((resolve, reject) => {
  const results = [];
  const outputs = {};
  const request = new Request(text, failure => (failure ? reject(failure) : resolve({ results, outputs })));
  request.on('columnMetadata', columns => results.push({ columns: columns.map(c => c.colName), rows: [] }));
  request.on('row', row => results[results.length - 1].rows.push(row.map(cell => cell.value)));
  request.on('returnValue', (name, value) => { outputs[name] = value; });
  prepare(request);
  connection[how](request, given);
});

const batch = (connection, text) => ask(connection, text, { how: 'execSqlBatch' });

/** One of the connection's calls that end in a callback. */
const step = (connection, name, ...words) => new Promise((resolve, reject) =>
  connection[name](failure => (failure ? reject(failure) : resolve()), ...words));

const value = async (connection, text) => (await batch(connection, text)).results[0].rows[0][0];

/** Wraps a scenario in a connection. */
const connected = scenario => async (...words) => {
  const connection = await connect();
  await scenario(connection, ...words);
  const ended = new Promise(resolve => connection.on('end', resolve));
  connection.close();
  await ended;
};

run({
  script: connected(async (connection, script) => {
    connection.on('infoMessage', message => say('message', message.number, message.message));
    for (const text of batches(script)) {
      for (const result of (await batch(connection, text)).results) {
        result.rows.forEach(row => say('row', row));
      }
    }
  }),

  results: connected(async connection => {
    const { results } = await batch(connection, "SELECT 1 AS a, 'x' AS b SELECT N'Привет 😀' AS c UNION ALL SELECT NULL");
    results.forEach(result => say('result', result.columns, result.rows));
  }),

  parameters: connected(async connection => {
    const moment = new Date(Date.UTC(2026, 1, 3, 4, 5, 6, 789));
    const { results } = await ask(connection,
      'SELECT @int + 1, @text, @none, @bit, @float, @decimal, @big, @moment, @day, @offset, CAST(SWITCHOFFSET(@offset, \'+05:30\') AS nvarchar(40))', {
        prepare: request => {
          request.addParameter('int', TYPES.Int, 41);
          request.addParameter('text', TYPES.NVarChar, "Ж'); DROP TABLE x -- 😀");
          request.addParameter('none', TYPES.NVarChar, null);
          request.addParameter('bit', TYPES.Bit, true);
          request.addParameter('float', TYPES.Float, 0.1);
          request.addParameter('decimal', TYPES.Decimal, 12.34, { precision: 9, scale: 2 });
          request.addParameter('big', TYPES.BigInt, '9007199254740993');
          request.addParameter('moment', TYPES.DateTime2, moment, { scale: 3 });
          request.addParameter('offset', TYPES.DateTimeOffset, moment, { scale: 3 });
          request.addParameter('day', TYPES.Date, new Date(Date.UTC(2026, 1, 3)));
        },
      });
    say('row', results[0].rows[0]);
  }),

  output: connected(async connection => {
    const { outputs } = await ask(connection, 'SET @sum = @a + @b; SET @said = @said + N\'!\'', {
      prepare: request => {
        request.addParameter('a', TYPES.Int, 40);
        request.addParameter('b', TYPES.Int, 2);
        request.addOutputParameter('sum', TYPES.Int);
        request.addOutputParameter('said', TYPES.NVarChar, 'Ё', { length: 20 });
      },
    });
    say('outputs', outputs);
  }),

  prepared: connected(async connection => {
    await new Promise((resolve, reject) => {
      const request = new Request('SELECT @n * 2', failure => failure && reject(failure));
      request.addParameter('n', TYPES.Int);
      request.on('row', row => say('row', row.map(cell => cell.value)));
      const left = [1, 21];
      request.on('prepared', () => connection.execute(request, { n: left.shift() }));
      request.on('requestCompleted', () => {
        if (left.length > 0) {
          connection.execute(request, { n: left.shift() });
        } else {
          request.removeAllListeners('requestCompleted');
          request.callback = failure => (failure ? reject(failure) : resolve());
          connection.unprepare(request);
        }
      });
      connection.prepare(request);
    });
  }),

  big: connected(async connection => {
    const { results } = await ask(connection, 'SELECT @text, @bytes, LEN(@text), DATALENGTH(@bytes)', {
      prepare: request => {
        request.addParameter('text', TYPES.NVarChar, bigText, { length: Infinity });
        request.addParameter('bytes', TYPES.VarBinary, bigBytes(), { length: Infinity });
      },
    });
    const [text, bytes, characters, octets] = results[0].rows[0];
    say('same', text === bigText, bytes.equals(bigBytes()), characters, octets);
  }),

  bulk: connected(async connection => {
    await batch(connection, 'CREATE TABLE #bulk (id int PRIMARY KEY, name nvarchar(40), price decimal(9, 2), at datetime2(3), data varbinary(max))');
    const load = rows => new Promise((resolve, reject) => {
      const bulk = connection.newBulkLoad('#bulk', { keepNulls: true }, (failure, count) => (failure ? reject(failure) : resolve(count)));
      bulk.addColumn('id', TYPES.Int, { nullable: false });
      bulk.addColumn('name', TYPES.NVarChar, { length: 40, nullable: true });
      bulk.addColumn('price', TYPES.Decimal, { precision: 9, scale: 2, nullable: true });
      bulk.addColumn('at', TYPES.DateTime2, { scale: 3, nullable: true });
      bulk.addColumn('data', TYPES.VarBinary, { length: Infinity, nullable: true });
      connection.execBulkLoad(bulk, rows);
    });
    const moment = new Date(Date.UTC(2026, 1, 3, 4, 5, 6, 789));
    const row = id => [id, id % 2 ? `строка ${id} 😀` : null, id / 4, moment, Buffer.alloc(id, 7)];
    say('loaded', await load(Array.from({ length: 2000 }, (_, id) => row(id))));
    const { results } = await batch(connection, 'SELECT COUNT(*), COUNT(name), SUM(DATALENGTH(data)), MAX(CASE WHEN id = 1999 THEN name END), MAX(at) FROM #bulk');
    say('rows', results[0].rows[0]);
    await load([row(5000), row(7)]).catch(failure => say('rejected', failure.number));
    say('count', await value(connection, 'SELECT COUNT(*) FROM #bulk'));
  }),

  wrong: async () => {
    try {
      await connect('not the password');
    } catch (failure) {
      const cause = failure.errors ? failure.errors[0] : failure;
      say('refused', failure.code, cause.message);
    }
  },

  errors: connected(async connection => {
    connection.on('errorMessage', message => say('error', message.number, message.class, message.lineNumber, message.message));
    for (const text of ['SELECT 1\nSELECT * FROM nowhere', "RAISERROR(N'Ой', 16, 3)", 'SELEC 1']) {
      await batch(connection, text).catch(failure => say('rejected', failure.code));
    }
    say('after', await value(connection, 'SELECT 7'));
  }),

  transaction: connected(async connection => {
    await batch(connection, 'CREATE TABLE #t (n int)');
    const count = async () => say('count', await value(connection, 'SELECT COUNT(*) FROM #t'), await value(connection, 'SELECT @@TRANCOUNT'));
    await step(connection, 'beginTransaction');
    await batch(connection, 'INSERT INTO #t VALUES (1)');
    await step(connection, 'saveTransaction', 'here');
    await batch(connection, 'INSERT INTO #t VALUES (2)');
    await count();
    await step(connection, 'rollbackTransaction', 'here');
    await count();
    await step(connection, 'commitTransaction');
    await count();
    await step(connection, 'beginTransaction');
    await batch(connection, 'DELETE FROM #t');
    await step(connection, 'rollbackTransaction');
    await count();
  }),

  reset: connected(async connection => {
    await batch(connection, 'USE msdb');
    await batch(connection, 'CREATE TABLE #gone (n int)');
    await step(connection, 'beginTransaction');
    await step(connection, 'reset');
    say('after', await value(connection, 'SELECT DB_NAME()'), await value(connection, 'SELECT @@TRANCOUNT'));
    connection.on('errorMessage', message => say('error', message.number));
    await batch(connection, 'SELECT * FROM #gone').catch(failure => say('rejected', failure.code));
  }),

  cancel: connected(async (connection, database, file) => {
    let progress = false;
    connection.on('infoMessage', message => {
      if (message.number === 3211 && !progress) {
        progress = true;
        say('progress', message.message, 'file', fs.existsSync(file));
        connection.cancel();
      }
    });
    await batch(connection, `BACKUP DATABASE ${database} TO DISK = '${file}' WITH STATS = 1`)
      .catch(failure => say('rejected', failure.code));
    say('after', await value(connection, 'SELECT 7'), 'file', fs.existsSync(file));
  }),
});
