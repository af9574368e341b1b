// Started by examples/azurite: an Azurite of its own, a container and a signature for it, then the script in coffer sql.
'use strict';

const { spawn } = require('node:child_process');
const crypto = require('node:crypto');
const fs = require('node:fs');
const http = require('node:http');
const os = require('node:os');
const path = require('node:path');

const account = 'coffer';
const container = 'mycontainer';
const version = '2021-12-02';
const key = crypto.randomBytes(64).toString('base64');
const root = path.resolve(__dirname, '..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'coffer-azurite-'));

function sign(text) {
    return crypto.createHmac('sha256', Buffer.from(key, 'base64')).update(text, 'utf8').digest('base64');
}

function createContainer(origin) {
    const target = `/${account}/${container}`;
    const date = new Date().toUTCString();
    const headers = `x-ms-date:${date}\nx-ms-version:${version}\n`;
    const signature = sign(`PUT${'\n'.repeat(12)}${headers}/${account}${target}\nrestype:container`);
    const options = {
        method: 'PUT',
        headers: {
            'x-ms-date': date,
            'x-ms-version': version,
            'content-length': 0,
            authorization: `SharedKey ${account}:${signature}`,
        },
    };
    return new Promise((done, failed) => {
        http.request(`${origin}${target}?restype=container`, options, (answer) => {
            answer.resume();
            answer.on('end', () => (answer.statusCode === 201
                ? done() : failed(new Error(`the container was answered with ${answer.statusCode}`))));
        }).on('error', failed).end();
    });
}

function sharedAccessSignature() {
    const expiry = new Date(Date.now() + 3600 * 1000).toISOString().replace(/\.[0-9]+Z$/, 'Z');
    const fields = ['rwdl', '', expiry, `/blob/${account}/${container}`, '', '', 'https,http', version, 'c'];
    const signature = sign([...fields, '', '', '', '', '', '', ''].join('\n'));
    return new URLSearchParams(
        { sv: version, spr: 'https,http', se: expiry, sr: 'c', sp: 'rwdl', sig: signature }).toString();
}

function startAzurite() {
    const program = path.join(root, 'build/azurite/node_modules/azurite/dist/src/blob/main.js');
    const options = ['--disableTelemetry', '--silent', '--blobHost', '127.0.0.1', '--blobPort', '0', '--location', folder];
    const azurite = spawn(process.execPath, [program, ...options], {
        env: { ...process.env, AZURITE_ACCOUNTS: `${account}:${key}` },
        stdio: ['ignore', 'pipe', 'inherit'],
    });
    return new Promise((done, failed) => {
        let output = '';
        azurite.stdout.on('data', (text) => {
            output += text;
            const ready = /listens on (http:\S+)/.exec(output);
            if (ready) {
                done({ azurite, origin: ready[1] });
            }
        });
        azurite.on('exit', (code) => failed(new Error(`Azurite ended with ${code}\n${output}`)));
    });
}

/** Secrets go through the environment, which is where coffer sql looks for variables too: other users do not see it. */
function runScript(origin) {
    const script = path.join(root, 'examples/encrypted-backup-to-azure.sql');
    const places = ['--data', path.join(folder, 'coffer-data'), '--seal-file', path.join(folder, 'instance.key')];
    const words = ['sql', ...places, '-i', script, ...process.argv.slice(2)];
    const coffer = spawn(path.join(root, 'coffer'), words, {
        env: {
            ...process.env,
            AzureUrl: `${origin}/${account}/${container}`,
            AzureAccount: account,
            AzureKey: key,
            AzureSas: sharedAccessSignature(),
        },
        stdio: 'inherit',
    });
    return new Promise((done) => coffer.on('exit', (code) => done(code ?? 1)));
}

async function main() {
    const { azurite, origin } = await startAzurite();
    try {
        await createContainer(origin);
        return await runScript(origin);
    } finally {
        azurite.removeAllListeners('exit');
        azurite.kill();
    }
}

main()
    .catch((error) => {
        console.error(`azurite: ${error.message}`);
        return 1;
    })
    .then((code) => {
        fs.rmSync(folder, { recursive: true, force: true });
        process.exitCode = code;
    });
