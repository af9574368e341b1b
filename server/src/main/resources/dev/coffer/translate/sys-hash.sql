-- HASHBYTES: the bytes that SQL Server would hash, and the algorithm that PostgreSQL lacks.
DO $install$
BEGIN
    -- nvarchar: UTF-16, the low byte first.
    CREATE OR REPLACE FUNCTION sys.wide_unit(integer) RETURNS bytea LANGUAGE sql IMMUTABLE
        RETURN pg_catalog.set_byte(pg_catalog.set_byte('\x0000'::bytea, 0, $1 & 255), 1, $1 >> 8);
    CREATE OR REPLACE FUNCTION sys.wide_bytes(value text) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT
        RETURN (SELECT COALESCE(pg_catalog.string_agg(CASE WHEN p.point < 65536 THEN sys.wide_unit(p.point)
                ELSE sys.wide_unit(55296 + ((p.point - 65536) >> 10)) || sys.wide_unit(56320 + ((p.point - 65536) & 1023))
                END, ''::bytea ORDER BY p.place), ''::bytea)
            FROM (SELECT pg_catalog.ascii(c.sign) AS point, c.place
                FROM pg_catalog.string_to_table(value, NULL) WITH ORDINALITY AS c (sign, place)) p);

    -- FIPS 180-4, 6.1.
    CREATE OR REPLACE FUNCTION sys.sha1(message bytea) RETURNS bytea LANGUAGE plpgsql IMMUTABLE STRICT AS $body$
        DECLARE
            mask CONSTANT bigint := 4294967295;
            padded CONSTANT bytea := message || '\x80'::bytea
                || decode(repeat('00', (119 - length(message) % 64) % 64), 'hex') || int8send(length(message) * 8::bigint);
            sums bigint[] := ARRAY[1732584193, 4023233417, 2562383102, 271733878, 3285377520];
            words bigint[];
            a bigint;
            b bigint;
            c bigint;
            d bigint;
            e bigint;
            word bigint;
            at integer;
        BEGIN
            FOR block IN 0 .. length(padded) / 64 - 1 LOOP
                FOR i IN 1 .. 80 LOOP
                    IF i <= 16 THEN
                        at := block * 64 + (i - 1) * 4;
                        word := (get_byte(padded, at)::bigint << 24) | (get_byte(padded, at + 1) << 16)
                            | (get_byte(padded, at + 2) << 8) | get_byte(padded, at + 3);
                    ELSE
                        word := words[i - 3] # words[i - 8] # words[i - 14] # words[i - 16];
                        word := ((word << 1) & mask) | (word >> 31);
                    END IF;
                    words[i] := word;
                END LOOP;
                a := sums[1];
                b := sums[2];
                c := sums[3];
                d := sums[4];
                e := sums[5];
                FOR i IN 1 .. 80 LOOP
                    word := (((a << 5) & mask) | (a >> 27)) + e + words[i] + CASE
                        WHEN i <= 20 THEN ((b & c) | ((b # mask) & d)) + 1518500249
                        WHEN i <= 40 THEN (b # c # d) + 1859775393
                        WHEN i <= 60 THEN ((b & c) | (b & d) | (c & d)) + 2400959708
                        ELSE (b # c # d) + 3395469782 END;
                    e := d;
                    d := c;
                    c := ((b << 30) & mask) | (b >> 2);
                    b := a;
                    a := word & mask;
                END LOOP;
                sums := ARRAY[(sums[1] + a) & mask, (sums[2] + b) & mask, (sums[3] + c) & mask, (sums[4] + d) & mask,
                    (sums[5] + e) & mask];
            END LOOP;
            RETURN decode(lpad(to_hex(sums[1]), 8, '0') || lpad(to_hex(sums[2]), 8, '0') || lpad(to_hex(sums[3]), 8, '0')
                || lpad(to_hex(sums[4]), 8, '0') || lpad(to_hex(sums[5]), 8, '0'), 'hex');
        END
        $body$;
END
$install$;
