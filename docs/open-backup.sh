#!/usr/bin/env bash
# Opens a Coffer backup without Coffer: bash, coreutils, xxd, openssl 3 and zstd are all it needs. media-format.md says
# what every byte means. Nothing is decrypted before the signature, the key check, the footer's HMAC and the chunk's
# hash have matched; the tags of AES-GCM, which openssl's command line cannot check, and the signatures of the slot
# areas are not looked at, nor are the media's other sets but the one in front. Keys pass on openssl's command line,
# where other users of the host can see them: use a private host.
set -euo pipefail
export LC_ALL=C

usage() {
    cat <<'TEXT'
open-backup.sh FILE... --out TAR [--signer CERT | --any-signer] [--key KEY.pem | --kek HEX --kek-id HEX] [--position N]
  --signer      certificate of the instance that wrote the backup (signing.cer, PEM or DER): nobody else is believed
  --any-signer  take the backup whoever signed it; its fingerprint is printed
                without these two, the signer must be endorsed in the backup by --key itself
  --key         private key of a recipient, PEM, without a password
  --kek         key-encryption key, 64 hexadecimal digits, and its id, 40 digits
  --position    which backup set, from 1; without it the first
  --part FACTS  opens one file of several by itself and says in FACTS which it is; without it all are named, in any order
TEXT
    exit 2
}

fail() { echo "open-backup: $*" >&2; exit 1; }

files=() passed=() out='' signer='' any='' key='' kek='' kekid='' position=1 part=''
while [ $# -gt 0 ]; do
    case $1 in
        --out) out=$2; shift ;;
        --part) part=$2; shift ;;
        --signer) signer=$2; passed+=("$1" "$2"); shift ;;
        --any-signer) any=1; passed+=("$1") ;;
        --key) key=$2; passed+=("$1" "$2"); shift ;;
        --kek) kek=$2; passed+=("$1" "$2"); shift ;;
        --kek-id) kekid=$2; passed+=("$1" "$2"); shift ;;
        --position) position=$2; passed+=("$1" "$2"); shift ;;
        -*) usage ;;
        *) files+=("$1") ;;
    esac
    shift
done
[ ${#files[@]} -gt 0 ] && [ -n "$out" ] && file=${files[0]} || usage

umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# --- several files: each by itself, then a chunk of each in turn until none is left
if [ ${#files[@]} -gt 1 ]; then
    parts=() sum=0 n=0 first=''
    for each in "${files[@]}"; do
        bash "$0" "$each" --out "$work/opened" --part "$work/facts" ${passed[@]+"${passed[@]}"} || fail "$each fails"
        read -r family facts <"$work/facts"
        [ "${first:=$facts}" = "$facts" ] || fail "$each is of another backup"
        [ -z "${parts[family]:-}" ] || fail "$each is family $family once more"
        parts[family]=$work/part$family
        mv "$work/opened" "${parts[family]}"
        sum=$((sum + $(stat -c %s "${parts[family]}")))
    done
    read -r count log2 _ <<<"$first"
    [ ${#parts[@]} -eq "$count" ] || fail "the backup lies in $count files, ${#parts[@]} were given"
    while dd if="${parts[n % count + 1]}" bs=$((1 << log2)) skip=$((n / count)) count=1 >"$work/chunk" 2>/dev/null &&
        [ -s "$work/chunk" ]; do cat "$work/chunk"; n=$((n + 1)); done >"$work/payload"
    [ "$(stat -c %s "$work/payload")" -eq $sum ] || fail "the files do not fit together"
    mv "$work/payload" "$out" && exit 0
fi
size=$(stat -c %s -- "$file")

# bytes OFFSET LENGTH: that part of the file; hex OFFSET LENGTH and num OFFSET LENGTH: as digits, as a number.
within() {
    [ "$1" -ge 0 ] && [ "$2" -ge 0 ] && [ $(($1 + $2)) -le "$size" ] || fail "the file ends too early, at byte $1"
}
bytes() {
    within "$1" "$2"
    dd if="$file" iflag=skip_bytes,count_bytes bs=64K skip="$1" count="$2" status=none
}
hex() {
    within "$1" "$2"
    local lines
    lines=$(xxd -p -s "$1" -l "$2" "$file")
    printf '%s' "${lines//$'\n'/}"
}
num() {
    within "$1" "$2"
    local digits
    digits=$(xxd -p -s "$1" -l "$2" "$file")
    echo $((16#$digits))
}
unhex() { xxd -r -p; }
sha() { sha256sum | cut -c1-64; }
text() { printf '%s\0' "$1" | xxd -p | tr -d '\n'; }
hkdf() { # LABEL LENGTH
    openssl kdf -keylen "$2" -kdfopt digest:SHA256 -kdfopt "hexkey:$datakey" -kdfopt "hexsalt:$salt" \
        -kdfopt "hexinfo:$(text "$1")$corehash" -binary HKDF | xxd -p | tr -d '\n'
}
hmac() { # LABEL HEX
    printf '%s%s' "$(text "$1")" "$2" | unhex | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$mackey" -r | cut -c1-64
}

# --- label
[ "$(hex 0 8)" = 894346520d0a1a0a ] || fail "not a Coffer media family"
[ "$(num 8 2)" = 1 ] || fail "media version $(num 8 2) is not known"
labelbytes=$(num 12 4)
[ "$labelbytes" -le 4096 ] || fail "the media label is too long"
labelhash=$( { bytes 0 10; printf '\0'; bytes 11 $((labelbytes - 11)); } | sha)
[ "$labelhash" = "$(hex "$labelbytes" 32)" ] || fail "the media label is damaged"
labelend=$((labelbytes + 32))
[ -n "$part" ] || [ "$(num 49 1)" = 1 ] || fail "the backup lies in $(num 49 1) files: name them all"

# --- sets: from the end of the file backwards by their locators; where those do not lead to the label, forwards
set_end() { # START: prints where the set that starts there ends, by its frames; nothing where none is whole
    local at=$1 word last=0 page=0 body
    [ "$(hex "$at" 8)" = 4346525345540d0a ] && [ "$(num $((at + 8)) 2)" = 1 ] || return 0
    at=$((at + $(num $((at + 16)) 4) + 64 + 2 * $(num $((at + 20)) 4)))
    while [ $last$page != 11 ]; do
        word=$(num $at 4)
        [ $((word & 1056964608)) -eq 0 ] && [ "$word" -ne 0 ] || return 0
        page=$((word >> 30 & 1)) last=$((last | word >> 31))
        at=$((at + 4 + (word & 16777215)))
    done
    [ "$(hex $at 8)" = 4346524654520d0a ] || return 0
    body=$((at + $(num $((at + 8)) 4)))
    at=$((body + 67 + $(num $((body + 65)) 2)))
    [ "$(hex $((at + 12)) 8)" = 434652454e440d0a ] && echo $((at + 20))
}
starts=() ends=()
end=$size
while [ $((end - 20)) -gt $labelend ] && [ "$(hex $((end - 8)) 8)" = 434652454e440d0a ]; do
    length=$(num $((end - 20)) 8)
    [ "$length" -gt 20 ] && [ "$length" -le $((end - labelend)) ] || break
    starts=($((end - length)) ${starts[@]+"${starts[@]}"})
    ends=("$end" ${ends[@]+"${ends[@]}"})
    end=$((end - length))
done
at=$labelend front=() frontends=()
while [ $at -lt "$end" ]; do
    next=$(set_end $at 2>/dev/null) || next=''
    [ -n "$next" ] && [ "$next" -le "$end" ] || break
    front+=($at) frontends+=("$next")
    at=$next
done
[ $at -eq "$end" ] || echo "open-backup: no whole set from byte $at to $end: a backup that never ended, or damage" >&2
starts=(${front[@]+"${front[@]}"} ${starts[@]+"${starts[@]}"})
ends=(${frontends[@]+"${frontends[@]}"} ${ends[@]+"${ends[@]}"})

# --- one set: its core against its hash, its footer against its root
look() { # START END
    set0=$1
    [ "$(hex "$set0" 8)" = 4346525345540d0a ] || fail "no set at byte $set0"
    [ "$(num $((set0 + 8)) 2)" = 1 ] || fail "set version is not known"
    corebytes=$(num $((set0 + 16)) 4)
    areabytes=$(num $((set0 + 20)) 4)
    [ "$corebytes" -le 1048576 ] && [ "$areabytes" -le 4259840 ] || fail "the core is too long"
    corehash=$(bytes "$set0" "$corebytes" | sha)
    [ "$corehash" = "$(hex $((set0 + corebytes)) 32)" ] || fail "the core is damaged"
    keycheck=$(hex $((set0 + corebytes + 32)) 32)
    [ "$(hex $((set0 + 56)) 32)" = "$labelhash" ] || fail "the set was written to another media"
    footerbytes=$(num $(($2 - 12)) 4)
    footer=$(($2 - 20 - footerbytes))
    [ "$footerbytes" -le 8388608 ] && [ "$(hex $footer 8)" = 4346524654520d0a ] || fail "the footer is damaged"
    bodybytes=$(num $((footer + 8)) 4)
    [ $((bodybytes + 67)) -le "$footerbytes" ] || fail "the footer is damaged"
    root=$(printf '%s' "$(text coffer/1/root)$corehash$keycheck$(bytes $footer "$bodybytes" | sha)" | unhex | sha)
    [ "$root" = "$(hex $((footer + bodybytes)) 32)" ] || fail "the footer does not match its root"
}
chosen=''
for i in ${starts[@]+"${!starts[@]}"}; do
    [ "$(num $((starts[i] + 88)) 4)" = "$position" ] && chosen=$i
done
[ -n "$chosen" ] || fail "the media holds ${#starts[@]} whole sets, none of them number $position"
rootbefore=$(printf '%064d' 0)
if [ "$position" -gt 1 ]; then
    if [ "$chosen" -gt 0 ] && [ "${ends[chosen - 1]}" -eq "${starts[chosen]}" ]; then
        look "${starts[chosen - 1]}" "${ends[chosen - 1]}"
        rootbefore=$root
    else
        echo "open-backup: the set in front is damaged: whether one was cut out cannot be told" >&2
        rootbefore=$(hex $((starts[chosen] + 92)) 32)
    fi
fi
look "${starts[chosen]}" "${ends[chosen]}"
[ "$(hex $((set0 + 92)) 32)" = "$rootbefore" ] || fail "another set stands in front: one was moved or cut out"

# --- signature, and whether anybody vouches for the signer
suite=$(num $((set0 + 10)) 1)
codec=$(num $((set0 + 11)) 1)
salt=$(hex $((set0 + 24)) 32)
at=$((footer + bodybytes))
mac=$(hex $((at + 32)) 32)
[ "$(num $((at + 64)) 1)" = 1 ] || fail "the signature's algorithm is not known"
printf '%s' "$(text coffer/1/set)$root$mac" | unhex >"$work/message"
bytes $((at + 67)) "$(num $((at + 65)) 2)" >"$work/signature"
bytes $((set0 + 206)) "$(num $((set0 + 204)) 2)" >"$work/signer.der"
openssl x509 -inform DER -in "$work/signer.der" -noout -pubkey >"$work/signer.pub" 2>/dev/null ||
    fail "the signer's certificate does not read"
openssl pkey -pubin -in "$work/signer.pub" -outform DER -out "$work/signer.spki"
fingerprint=$(sha <"$work/signer.spki")
endorsed() { # whether the key's own signature over the signer is in the core
    local here=$((set0 + 206 + $(num $((set0 + 204)) 2))) count pss
    skip() { here=$((here + $1)); }
    skip_texts() { local n; for ((n = 0; n < $1; n++)); do here=$((here + 2 + $(num $here 2))); done; }
    skip_texts 6; skip 40; skip_texts 1; skip 2; skip_texts 1; skip 52
    count=$(num $here 2); skip 2
    while [ "$count" -gt 0 ]; do skip_texts 2; skip 27; count=$((count - 1)); done
    count=$(num $here 2); skip 2
    skip_texts $((2 * count))
    count=$(num $here 1); skip 1
    while [ "$count" -gt 0 ]; do skip 41; skip_texts 1; count=$((count - 1)); done
    count=$(num $here 1); skip 1
    openssl pkey -in "$key" -pubout -out "$work/key.pub" 2>/dev/null || return 1
    { text 'coffer/1/endorse signer' | unhex; cat "$work/signer.spki"; } >"$work/endorsed"
    while [ "$count" -gt 0 ]; do
        bytes $((here + 23)) "$(num $((here + 21)) 2)" >"$work/endorsement"
        pss=()
        [ "$(num $((here + 20)) 1)" = 2 ] || pss=(-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32)
        openssl dgst -sha256 ${pss[@]+"${pss[@]}"} -verify "$work/key.pub" -signature "$work/endorsement" \
            "$work/endorsed" >/dev/null 2>&1 && return 0
        skip 21; skip_texts 1; count=$((count - 1))
    done
    return 1
}
if [ -n "$signer" ]; then
    openssl x509 -in "$signer" -noout -pubkey >"$work/trusted.pub" 2>/dev/null || fail "$signer is no certificate"
    cmp -s "$work/signer.pub" "$work/trusted.pub" || fail "signed by 0x$fingerprint, not by $signer"
elif [ -n "$any" ]; then
    echo "open-backup: signed by 0x$fingerprint; nobody vouches for it" >&2
else
    [ -n "$key" ] && endorsed || fail "signed by 0x$fingerprint, whom this key does not vouch for: see --signer"
fi
openssl dgst -sha384 -verify "$work/signer.pub" -signature "$work/signature" "$work/message" >/dev/null 2>&1 ||
    fail "the signature does not fit"

# --- data key: whichever slot yields a key that passes the key check
open_area() { # OFFSET
    local here=$1 slots cms
    [ "$(hex "$here" 8)" = 434652534c540d0a ] || return 1
    slots=$(num $((here + 12)) 1)
    here=$((here + 13))
    while [ "$slots" -gt 0 ]; do
        cms=$(num $((here + 20)) 4)
        [ "$cms" -le 65536 ] || return 1
        bytes $((here + 24)) "$cms" >"$work/slot"
        if { [ -n "$key" ] && openssl cms -decrypt -inform DER -binary -in "$work/slot" -inkey "$key" \
                -out "$work/datakey" 2>/dev/null; } ||
            { [ -n "$kek" ] && openssl cms -decrypt -inform DER -binary -in "$work/slot" -secretkey "$kek" \
                -secretkeyid "$kekid" -out "$work/datakey" 2>/dev/null; }; then
            datakey=$(xxd -p "$work/datakey" | tr -d '\n')
            mackey=$(hkdf coffer/1/mac 32)
            [ "$(hmac 'coffer/1/key check' "$corehash")" = "$keycheck" ] && return 0
        fi
        here=$((here + 24 + cms))
        slots=$((slots - 1))
    done
    return 1
}
keybytes=0
case $suite in
    0) ;;
    1) keybytes=32 cipher=aes-256-ctr ;;
    2) keybytes=24 cipher=aes-192-ctr ;;
    3) keybytes=16 cipher=aes-128-ctr ;;
    *) fail "suite $suite is not known" ;;
esac
tag=0
if [ $keybytes -gt 0 ]; then
    area=$((set0 + corebytes + 64))
    open_area $area || open_area $((area + areabytes)) || fail "this key opens none of the slots"
    [ "$(hmac coffer/1/footer "$root")" = "$mac" ] || fail "the footer's HMAC does not fit"
    payloadkey=$(hkdf coffer/1/payload $keybytes)
    tag=16
fi
case $codec in 0) unpack=cat ;; 1) unpack='zstd -q -d -c' ;; *) fail "codec $codec is not known" ;; esac

# --- chunks, page by page of the chunk table
trailer=$(num $((footer + 20)) 4)
entry=$((footer + 24 + trailer + 4))
pages=$(num $((entry - 4)) 4)
chunks=$(num $((footer + 12)) 8)
chunk=$((set0 + corebytes + 64 + 2 * areabytes))
index=0
payload() {
    while [ "$pages" -gt 0 ]; do
        page=$((set0 + $(num $entry 8)))
        count=$(num $((entry + 8)) 4)
        [ "$count" -ge 1 ] && [ "$count" -le 1024 ] || fail "a page is damaged"
        [ "$(bytes $page $((4 + 36 * count)) | sha)" = "$(hex $((entry + 12)) 32)" ] || fail "a page is damaged"
        for word in $(hex $((page + 4)) $((36 * count)) | fold -w 72); do
            length=$((16#${word:0:8} & 16777215))
            last=$((16#${word:0:8} >> 31))
            [ $last -eq $((index + 1 == chunks)) ] || fail "chunk $index says wrongly whether it is the last"
            bytes $chunk $((4 + length)) >"$work/chunk"
            [ "$(sha <"$work/chunk")$(xxd -p -l 4 "$work/chunk")" = "${word:8:64}${word:0:8}" ] ||
                fail "chunk $index is damaged"
            if [ $tag -gt 0 ]; then
                # AES-GCM with a nonce of 12 bytes is AES-CTR from block 2 on; the hash above stands for the tag.
                tail -c +5 "$work/chunk" | head -c $((length - tag)) |
                    openssl enc -d -$cipher -K "$payloadkey" -iv "$(printf '%08x%016x00000002' "$last" $index)"
            else
                tail -c +5 "$work/chunk"
            fi
            chunk=$((chunk + 4 + length))
            index=$((index + 1))
        done
        [ $chunk -eq $page ] || fail "a page lies elsewhere"
        chunk=$((page + 4 + 36 * count))
        entry=$((entry + 44))
        pages=$((pages - 1))
    done
    [ $index -eq "$chunks" ] || fail "the last chunk is missing"
}
payload | $unpack >"$work/payload" || fail "the payload does not open"
mv "$work/payload" "$out"
[ -z "$part" ] || echo "$(num 48 1) $(num 49 1) $(num $((set0 + 12)) 1) $(hex 16 16) $(hex $((set0 + 124)) 16)" >"$part"
echo "open-backup: set $position of ${#starts[@]} written to $out" >&2
