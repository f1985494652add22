/* main.c: the verbs of the program. Each has a row in a table: name, usage, help, function. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "bbs/count/count.h"
#include "bbs/demo/demo.h"
#include "bbs/safe/hostkey.h"
#include "bbs/safe/house_files.h"
#include "bbs/safe/sealed.h"
#include "bbs/safe/secrets.h"
#include "bbs/serve/console.h"
#include "bbs/serve/gate.h"
#include "bbs/serve/night.h"
#include "command.h"
#include "file.h"
#include "gettext.h"
#include "invitations.h"
#include "language.h"
#include "ledger.h"
#include "members.h"
#include "paper_codes.h"
#include "text.h"
#include "visits.h"

enum { DONE = 0, REFUSED = 1, USAGE = 2, INPUT_MOST = 1 << 20, PASSWORD_BYTES = 1024 };

struct arguments {
    const char *db, *unit, *kind, *listen, *sessions, *as, *head, *key, *household;
    bool line, sealed;
    int words;
    char *word[200];
    struct house_files files;
};

struct verb {
    const char *name, *usage, *does;
    int (*run)(struct arguments *arguments);
    enum { HOUSE, NO_HOUSE } needs; /* a house is named by --db */
};
static const struct verb verbs[];

static int complain(const char *sentence)
{
    fprintf(stderr, "bbs: %s\n", sentence);
    return REFUSED;
}

static struct store *open_file(const char *path, enum store_mode mode)
{
    struct store *store;
    enum store_open_fault fault = store_open(path, mode, &store);
    if (fault != STORE_OPENED)
        complain(store_open_sentence(fault));
    return store;
}

static void give_keys(const struct house_files *files, struct store *store)
{
    struct store_keys keys;
    secrets_load(files, NULL, &keys);
    store_keys(store, &keys);
    sodium_memzero(&keys, sizeof keys);
}

static struct store *open_house(const struct arguments *arguments, enum store_mode mode)
{
    struct store *store = open_file(arguments->files.database, mode);
    if (store != NULL)
        give_keys(&arguments->files, store);
    return store;
}

/* Opens a house, or a backup, which is a database file outside the folder of a house. */
static struct store *open_house_or_backup(const struct arguments *arguments)
{
    bool bare = access(arguments->files.database, F_OK) != 0 && access(arguments->db, F_OK) == 0;
    return open_file(bare ? arguments->db : arguments->files.database, STORE_TOOL);
}

/* --- init, demo --- */

/* Removes the database of a house that could not be made, so that the next try finds no house there. The keys stay: the
 * next try uses them. */
static void abandon_house(const struct arguments *arguments)
{
    static const char *const ends[] = { "", "-wal", "-shm", "-lock" };
    char path[HOUSE_PATH + 8];
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(path, sizeof path, "%s%s", arguments->files.database, ends[i]);
        file_wipe(path);
    }
}

/* Makes the folder, keys and database of a new house. After a failure the folder stays, because it may hold other
 * files: a person has to remove it. */
static struct store *new_house(const struct arguments *arguments)
{
    char problem[400];
    struct store *store = NULL;
    if (access(arguments->files.database, F_OK) == 0) {
        fprintf(stderr, _("bbs: there is a house at %s already; nothing was changed. Name another file.\n"),
            arguments->files.database);
        return NULL;
    }
    if (!house_files_make(&arguments->files, problem, sizeof problem) ||
        !secrets_make(&arguments->files, problem, sizeof problem) ||
        (access(arguments->files.host_key, F_OK) != 0 &&
            !hostkey_make(arguments->files.host_key, problem, sizeof problem))) {
        complain(problem);
        return NULL;
    }
    enum store_open_fault fault = store_create(arguments->files.database, &store);
    if (fault != STORE_OPENED) {
        complain(store_open_sentence(fault));
        abandon_house(arguments);
    } else
        give_keys(&arguments->files, store);
    return store;
}

/* A workplace's first member names no home. */
static void say_first_steps(const struct arguments *arguments, const char *code, const char *home)
{
    printf(_("The house stands in %s. What a steward needs next:\n"), arguments->files.folder);
    if (home[0] != '\0')
        printf(_("1 The first member:  ssh new@ADDRESS once it is served, with the code %s (home %s, 14 days)\n"
                 "                     More cards: bbs admin --db %s invite --household H\n"),
            code, home, arguments->db);
    else
        printf(_("1 The first member:  ssh new@ADDRESS once it is served, with the code %s (14 days)\n"
                 "                     More cards: bbs admin --db %s invite\n"),
            code, arguments->db);
    printf(
        _("2 To be reached:     bbs serve --db %s --listen 0.0.0.0:2222\n"
          "                     Port 443 passes where others are shut. It needs root or CAP_NET_BIND_SERVICE.\n"
          "                     For invitation cards: bbs admin --db %s set address HOST:2222\n"
          "3 Backups:           bbs backup-key --db %s, once. Then take the folder backup/ to another machine, often.\n"
          "4 A second steward:  somebody of another home, who can do all this too: bbs admin --db %s seat steward HANDLE\n"),
        arguments->db, arguments->db, arguments->db, arguments->db);
}

static int run_init(struct arguments *arguments)
{
    enum unit_kind kind = UNIT_COMMUNE;
    if (arguments->kind != NULL &&
        (!unit_kind_parse(arguments->kind, &kind) || (kind != UNIT_COMMUNE && kind != UNIT_FORUM))) {
        complain(_("a house is of the kind commune, for a street, or forum, for a workplace."));
        return USAGE;
    }
    if (arguments->unit == NULL) {
        complain(_("a house has a name: bbs init --db FILE --unit \"NAME\" [--kind commune|forum]"));
        return USAGE;
    }
    struct store *store = new_house(arguments);
    if (store == NULL)
        return REFUSED;
    const char *home = arguments->household ? arguments->household : "A 1";
    struct actor operator;
    struct invitation first;
    char code[INVITATION_CODE_BYTES];
    int64_t now = (int64_t)time(NULL);
    if (house_make(store, arguments->unit, kind, now) != RESULT_OK ||
        actor_for(store, ACTOR_OPERATOR, NULL, &operator) != RESULT_OK ||
        invitation_make(store, &operator, kind == UNIT_FORUM ? NULL : home, now, code, &first) != RESULT_OK) {
        complain(store_reason(store));
        store_close(store);
        abandon_house(arguments);
        return REFUSED;
    }
    store_close(store);
    say_first_steps(arguments, code, first.home);
    return DONE;
}

static int run_demo(struct arguments *arguments)
{
    char problem[400] = "";
    struct store *store = new_house(arguments);
    if (store == NULL)
        return REFUSED;
    printf("%s\n", _("Making three streets and a workplace ..."));
    fflush(stdout);
    bool made = demo_make(store, (int64_t)time(NULL), problem, sizeof problem);
    store_close(store);
    if (!made) {
        abandon_house(arguments);
        return complain(problem);
    }
    printf(_("The made-up street stands in %s. `bbs serve --db %s` opens its door.\n"), arguments->files.folder,
        arguments->db);
    printf(_("Then, in another terminal, as one of these three; their passwords are known to all:\n"));
    printf("  ssh -p 2222 %s@127.0.0.1     %s\n", DEMO_HANDLE_1, DEMO_PASSWORD_1);
    printf("  ssh -p 2222 %s@127.0.0.1      %s\n", DEMO_HANDLE_2, DEMO_PASSWORD_2);
    printf("  ssh -p 2222 %s@127.0.0.1    %s\n", DEMO_HANDLE_3, DEMO_PASSWORD_3);
    return DONE;
}

/* --- serve --- */

static bool parse_listen(const char *words, char address[64], uint16_t *port)
{
    const char *colon = strrchr(words, ':');
    int64_t number;
    if (colon == NULL || (size_t)(colon - words) >= 64 || !util_parse_number(colon + 1, &number) || number < 0 ||
        number > 65535)
        return false;
    bool bracketed = words[0] == '[' && colon > words + 1 && colon[-1] == ']';
    snprintf(address, 64, "%.*s", (int)(colon - words) - 2 * bracketed, words + bracketed);
    *port = (uint16_t)number;
    return true;
}

static bool is_demo(const struct arguments *arguments)
{
    struct store *store;
    struct house house = { 0 };
    if (store_open(arguments->files.database, STORE_TOOL, &store) != STORE_OPENED)
        return false; /* the caretaker will say what is wrong */
    house_get(store, 0, &house);
    store_close(store);
    return house.demo;
}

static int run_serve(struct arguments *arguments)
{
    char address[64];
    uint16_t port;
    if (!parse_listen(arguments->listen ? arguments->listen : "127.0.0.1:2222", address, &port)) {
        complain(_("--listen takes an address and a port, like 127.0.0.1:2222 or [::]:2222."));
        return USAGE;
    }
    int64_t sessions = SESSIONS_MOST;
    if (arguments->sessions != NULL &&
        (!util_parse_number(arguments->sessions, &sessions) || sessions < 2 || sessions > SESSIONS_MOST_EVER)) {
        complain(_("--sessions takes a number from 2 on: so many sessions one member may have at once."));
        return USAGE;
    }
    bool made_up = is_demo(arguments);
    if (made_up && strncmp(address, "127.", 4) != 0 && strcmp(address, "::1") != 0)
        return complain(_("a demo house is served on this machine only (127.0.0.1): its passwords are known to all."));
    return gate_serve(&(struct serve_options) {
        .database = arguments->db,
        .files = &arguments->files,
        .address = address,
        .port = port,
        .made_up = made_up,
        .sessions = (int)sessions,
    });
}

/* --- admin --- */

static bool read_input(struct buffer *body)
{
    char bytes[16384];
    ssize_t length;
    while ((length = read(STDIN_FILENO, bytes, sizeof bytes)) > 0) {
        if (body->length + (size_t)length > INPUT_MOST)
            return false;
        buffer_add(body, bytes, (size_t)length);
    }
    return true;
}

/* Reads one line without showing it on the terminal. */
static void read_secret(const char *question, char password[PASSWORD_BYTES])
{
    struct termios before, silent;
    bool terminal = tcgetattr(STDIN_FILENO, &before) == 0;
    fputs(question, stderr);
    if (terminal) {
        silent = before;
        silent.c_lflag &= (tcflag_t)~ECHO;
        tcsetattr(STDIN_FILENO, TCSANOW, &silent);
    }
    ssize_t length = read(STDIN_FILENO, password, PASSWORD_BYTES - 1);
    if (terminal)
        tcsetattr(STDIN_FILENO, TCSANOW, &before);
    fputc('\n', stderr);
    password[length > 0 ? length : 0] = '\0';
    password[strcspn(password, "\r\n")] = '\0';
}

static void read_password(const char *handle, char password[PASSWORD_BYTES])
{
    char question[200];
    snprintf(question, sizeof question, _("Password of %s: "), handle);
    read_secret(question, password);
}

/* Reads the body of an operator's command from standard input. At a terminal it asks for it as a password, because
 * these commands take only passwords. */
static bool read_body(const struct arguments *arguments, const struct command *command, struct buffer *body)
{
    char password[PASSWORD_BYTES];
    int names = strchr(command->name, ' ') != NULL ? 2 : 1;
    if (!isatty(STDIN_FILENO) || arguments->words <= names)
        return read_input(body);
    read_password(arguments->word[names], password);
    buffer_string(body, password);
    if (command->body == COMMAND_NEW_SECRET) /* twice, so that a typing mistake does not lock her out */
        read_password(arguments->word[names], password);
    if (strcmp(buffer_text(body), password) != 0) {
        complain(_("the two were not the same. Nothing is changed."));
        buffer_clear(body);
    }
    explicit_bzero(password, sizeof password);
    return true;
}

static bool has_word(const struct arguments *arguments, const char *word)
{
    for (int i = 0; i < arguments->words; i++)
        if (strcmp(arguments->word[i], word) == 0)
            return true;
    return false;
}

/* Adds a word to the command. After --key it is the name of a file, and the file's first line is added instead. */
static bool add_word(struct buffer *line, const char *word, bool names_key)
{
    char text[9000];
    if (!names_key) {
        buffer_format(line, strchr(word, ' ') && strncmp(word, "--", 2) != 0 ? "%s\"%s\"" : "%s%s",
            line->length ? " " : "", word);
        return true;
    }
    int fd = open(word, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd >= 0 ? read(fd, text, sizeof text - 1) : -1;
    if (fd >= 0)
        close(fd);
    if (length <= 0) {
        fprintf(stderr, _("bbs: the key file %s cannot be read: %s\n"), word, strerror(errno));
        return false;
    }
    text[length] = '\0';
    text[strcspn(text, "\r\n")] = '\0';
    buffer_format(line, " %s", text);
    return true;
}

static int say_reply(const struct reply *reply)
{
    if (reply->wants_json) {
        char *json = reply_json(reply);
        printf("%s\n", json);
        free(json);
    } else
        fputs(buffer_text(&reply->text), stdout);
    if (reply_status(reply) != 0 && reply->reason != NULL)
        fprintf(stderr, "bbs: %s\n", reply->reason);
    return reply_status(reply);
}

static int run_admin(struct arguments *arguments)
{
    struct buffer line = { 0 }, body = { 0 };
    struct reply reply = { 0 };
    struct actor actor;
    for (int i = 0; i < arguments->words; i++)
        if (!add_word(&line, arguments->word[i], i > 0 && strcmp(arguments->word[i - 1], "--key") == 0))
            return REFUSED;
    struct store *store = open_house(arguments, STORE_TOOL);
    if (store == NULL)
        return REFUSED;
    const struct command *command = command_find(buffer_text(&line));
    bool wants = command != NULL && command->body != COMMAND_NO_BODY &&
                 (strcmp(command->name, "member add") != 0 || has_word(arguments, "--password-stdin"));
    int status = REFUSED;
    if (wants && !read_body(arguments, command, &body))
        complain(_("that is longer than anything a command takes."));
    else {
        actor_for(store, ACTOR_OPERATOR, NULL, &actor);
        char key[HOST_KEY_PUBLIC], problem[400];
        bool known = hostkey_public(arguments->files.host_key, key, sizeof key, problem, sizeof problem);
        struct speaker speaker = {
            .store = store,
            .actor = &actor,
            .now = (int64_t)time(NULL),
            .argon_slots = -1,
            .host_key = known ? key : NULL,
        };
        command_run(&speaker, buffer_text(&line), line.length, body.data, body.length, &reply);
        status = say_reply(&reply);
    }
    reply_clear(&reply);
    buffer_clear(&line);
    buffer_clear(&body);
    store_close(store);
    return status;
}

/* --- console --- */

/* A log-in as over ssh: her password, a paper code if one must be asked for, and a note of this log-in
 * (RULES 1.4, 1.9).
 */
static bool ask_password(struct store *store, const char *handle)
{
    static const char source[] = "console";
    char password[PASSWORD_BYTES], code[PASSWORD_BYTES];
    struct actor actor;
    int64_t now = (int64_t)time(NULL), visit;
    read_password(handle, password);
    bool right = login_password(store, handle, password, -1, now, &actor) == RESULT_OK, coded = false;
    explicit_bzero(password, sizeof password);
    if (right && paper_code_is_asked(store, &actor, source, now)) {
        read_secret(_("Paper code: "), code);
        coded = right = paper_code_use(store, actor.member, code, now) == RESULT_OK;
        explicit_bzero(code, sizeof code);
    }
    if (right)
        visit_begin(store, &actor, source, coded ? "password and code" : "password", now, &visit);
    return right;
}

static int run_console(struct arguments *arguments)
{
    struct actor actor;
    struct house house;
    if (arguments->as == NULL) {
        complain(_("name who you are: bbs console --db FILE --as HANDLE"));
        return USAGE;
    }
    struct store *store = open_house(arguments, STORE_SERVE);
    if (store == NULL)
        return REFUSED;
    int status = REFUSED;
    if (actor_for(store, ACTOR_MEMBER, arguments->as, &actor) != RESULT_OK ||
        house_get(store, actor.here, &house) != RESULT_OK)
        complain(store_reason(store));
    else if (!house.demo && !ask_password(store, arguments->as))
        complain(_("name and password do not fit together."));
    else if (actor_for(store, ACTOR_MEMBER, arguments->as, &actor) !=
             RESULT_OK) /* again: a log-in may change her rights (lost.h) */
        complain(store_reason(store));
    else
        status = console_run(store, &actor, arguments->line);
    store_close(store);
    return status;
}

/* --- backup, restore, check, export --- */

static int run_backup_key(struct arguments *arguments)
{
    char problem[HOUSE_PATH + 200], words[SEAL_WORDS];
    struct seal_public public;
    struct seal_secret secret;
    if (access(arguments->files.database, F_OK) != 0)
        return complain(store_open_sentence(STORE_MISSING));
    if (sealed_has_key(&arguments->files)) { /* refused here, before a secret is shown that opens nothing */
        sealed_keep_key(&arguments->files, &public, problem, sizeof problem);
        return complain(problem);
    }
    seal_key_make(&public, &secret);
    seal_secret_print(&secret, words);
    sodium_memzero(&secret, sizeof secret);
    fputs(_("The secret part of the backup key. It is shown this once and kept nowhere in the house.\n"
            "Write it down twice, and keep it away from this machine: without it no backup opens.\n\n"),
        stderr);
    bool shown = printf("%s\n", words) > 0 && fflush(stdout) == 0;
    sodium_memzero(words, sizeof words);
    if (!shown)
        return complain(_("the secret could not be shown, so the key was thrown away."));
    if (!sealed_keep_key(&arguments->files, &public, problem, sizeof problem))
        return complain(problem);
    fprintf(stderr,
        _("\nA served house now makes a backup every night, sealed to it, into %s.\n"
          "Take that whole folder to another machine, and try `bbs restore` there once.\n"),
        arguments->files.backup);
    return DONE;
}

static int backup_sealed(const struct arguments *arguments)
{
    char problem[HOUSE_PATH + 200], name[SEALED_NAME];
    if (!sealed_make(&arguments->files, (int64_t)time(NULL), name, problem, sizeof problem))
        return complain(problem);
    printf(_("Copied, checked and sealed: %s/%s\n"), arguments->files.backup, name);
    return DONE;
}

static int run_backup(struct arguments *arguments)
{
    char problem[500];
    if (arguments->sealed && arguments->words == 0)
        return backup_sealed(arguments);
    if (arguments->words != 1) {
        complain(_(
            "name where the copy goes: bbs backup --db FILE DEST; or let it be sealed: bbs backup --db FILE --sealed"));
        return USAGE;
    }
    struct store *store = open_house(arguments, STORE_TOOL);
    if (store == NULL)
        return REFUSED;
    enum result result = store_backup(store, arguments->word[0], problem, sizeof problem);
    store_close(store);
    if (result != RESULT_OK)
        return complain(problem);
    printf(_("Copied and checked: %s. Keep the folder %s/keys with it, elsewhere.\n"), arguments->word[0],
        arguments->files.folder);
    return DONE;
}

static void say_fault(void *context, const char *sentence)
{
    (void)context;
    char *shown = text_shown(sentence, strlen(sentence), TEXT_LINE, false); /* it may name a home */
    printf("%s\n", shown);
    free(shown);
}

/* Checks the signatures of the book. A backup outside a house has no key beside it: then each signature is checked with
 * the key that is stored with it. */
static int check_heads(struct store *store, const struct house_files *files)
{
    unsigned char key[crypto_sign_SECRETKEYBYTES], house[crypto_sign_PUBLICKEYBYTES];
    char problem[HOUSE_PATH + 200];
    bool known = access(files->database, F_OK) == 0 && house_files_key(files, key, problem, sizeof problem);
    if (known)
        crypto_sign_ed25519_sk_to_pk(house, key);
    sodium_memzero(key, sizeof key);
    return ledger_check_heads(store, known ? house : NULL, say_fault, NULL);
}

static int run_check(struct arguments *arguments)
{
    char head[65] = "";
    struct store *store = open_house_or_backup(arguments);
    if (store == NULL)
        return REFUSED;
    int faults = store_check(store, arguments->head, head, say_fault, NULL) + check_heads(store, &arguments->files);
    store_close(store);
    if (faults == 0)
        printf(_("All is whole. The book's head is %s.\n"), head);
    return faults == 0 ? DONE : REFUSED;
}

/* Reads the secret part of the backup key from the file of --key, else asks for it. */
static bool read_backup_secret(const struct arguments *arguments, struct seal_secret *out)
{
    char words[PASSWORD_BYTES] = "";
    int fd = arguments->key ? open(arguments->key, O_RDONLY | O_CLOEXEC) : -1;
    if (arguments->key == NULL)
        read_secret(_("The secret part of the backup key: "), words);
    else if (fd < 0 || read(fd, words, sizeof words - 1) < 0) {
        fprintf(stderr, _("bbs: the key file %s cannot be read: %s\n"), arguments->key, strerror(errno));
        if (fd >= 0)
            close(fd);
        return false;
    }
    if (fd >= 0)
        close(fd);
    bool good = seal_secret_parse(words, out);
    sodium_memzero(words, sizeof words);
    if (!good)
        complain(_("that is no secret part of a backup key: it has 55 letters and digits, in groups of five. "
                   "Compare each with the paper."));
    return good;
}

/* Makes a restored database ready: erases again all that the list beside the backups names, so that no trace of it
 * stays in the file, and checks the database. */
static int make_ready(const struct arguments *arguments, const struct house_files *files, bool has_list)
{
    char list[HOUSE_PATH + 8], head[65] = "", problem[400], fingerprint[FINGERPRINT_BYTES];
    snprintf(list, sizeof list, "%s/erased", files->backup);
    struct store *store = open_file(files->database, STORE_CARETAKER); /* this mode also migrates an older version */
    if (store == NULL)
        return REFUSED;
    give_keys(files, store);
    int erased = store_erase_again(store, list);
    if (erased < 0 || (erased > 0 && store_rewrite(store) != RESULT_OK)) {
        complain(store_reason(store));
        store_close(store);
        return REFUSED;
    }
    int faults = store_check(store, NULL, head, say_fault, NULL) + check_heads(store, files);
    store_checkpoint(store, true);
    store_close(store);
    if (faults > 0 || !hostkey_fingerprint(files->host_key, fingerprint, problem, sizeof problem))
        return complain(_("the house was opened, but is not whole. Take another backup."));
    printf(_("The house stands in %s, and all is whole.\nIts host key is %s\nIts book's head is %s\n"), files->folder,
        fingerprint, head);
    if (has_list)
        printf(ngettext("%d thing that people had removed since was removed again.\n",
                   "%d things that people had removed since were removed again.\n", (unsigned long)erased),
            erased);
    else
        printf(_("No list `erased` lies beside %s: what was removed since then is back. If the old house's backup/ has "
                 "the list, put it into %s before you serve.\n"),
            arguments->word[0], files->backup);
    return DONE;
}

static int run_restore(struct arguments *arguments)
{
    char problem[HOUSE_PATH + 200] = "", database[HOUSE_PATH];
    struct house_files files;
    struct seal_secret secret;
    bool has_list = false;
    if (arguments->words != 2) {
        complain(_("name the backup and a new folder: bbs restore SEALED [--key FILE] DIR"));
        return USAGE;
    }
    snprintf(database, sizeof database, "%.950s/data/house.db", arguments->word[1]);
    if (!house_files_at(database, &files, problem, sizeof problem))
        return complain(problem);
    if (!read_backup_secret(arguments, &secret))
        return REFUSED;
    bool opened = sealed_open(arguments->word[0], &secret, &files, &has_list, problem, sizeof problem);
    sodium_memzero(&secret, sizeof secret);
    return opened ? make_ready(arguments, &files, has_list) : complain(problem);
}

static int run_export(struct arguments *arguments)
{
    char problem[500];
    struct actor actor;
    if (arguments->words != 1) {
        complain(_("name a folder: bbs export --db FILE [--unit NAME] DIR"));
        return USAGE;
    }
    struct store *store = open_house_or_backup(arguments);
    if (store == NULL)
        return REFUSED;
    actor_for(store, ACTOR_OPERATOR, NULL, &actor);
    if (arguments->unit != NULL ? unit_enter(store, &actor, arguments->unit) != RESULT_OK : actor.here == 0) {
        complain(arguments->unit != NULL
                     ? store_reason(store)
                     : _("there are several units. Say which: --unit NAME. `bbs admin --db FILE units` lists them."));
        store_close(store);
        return REFUSED;
    }
    enum result result =
        store_export(store, &actor, actor.here, arguments->word[0], (int64_t)time(NULL), problem, sizeof problem);
    store_close(store);
    if (result != RESULT_OK)
        return complain(problem);
    printf(_("Exported to %s; README.txt there says what is what.\n"), arguments->word[0]);
    return DONE;
}

/* --- tally, lot: without a house --- */

static int count_again(
    const struct arguments *arguments, const char *usage, bool (*count)(const char *, size_t, struct buffer *))
{
    struct buffer text = { 0 }, out = { 0 };
    if (arguments->words != 1) {
        complain(usage);
        return USAGE;
    }
    bool read = count_read(arguments->word[0], &text);
    bool counted = read && count(buffer_text(&text), text.length, &out);
    if (counted)
        printf("%s\n", buffer_text(&out));
    else
        complain(buffer_text(read ? &out : &text));
    buffer_clear(&text);
    buffer_clear(&out);
    return counted ? DONE : REFUSED;
}

static int run_tally(struct arguments *arguments)
{
    return count_again(
        arguments, _("name the file with the vote: bbs tally FILE, or - for standard input"), count_tally);
}

static int run_lot(struct arguments *arguments)
{
    return count_again(arguments, _("name the file with the lot: bbs lot FILE, or - for standard input"), count_lot);
}

/* --- the table --- */

static int run_help(struct arguments *arguments)
{
    (void)arguments;
    printf("%s\n\n", _("Commune BBS: the bulletin board of one commune, over SSH."));
    for (const struct verb *verb = verbs; verb->name != NULL; verb++)
        printf("  bbs %s\n      %s\n", verb->usage, _(verb->does));
    return DONE;
}

static int run_version(struct arguments *arguments)
{
    (void)arguments;
    printf("bbs %s\n", BBS_VERSION);
    return DONE;
}

static const struct verb verbs[] = {
    { "init", "init --db FILE --unit NAME [--kind commune|forum] [--household H]",
        N_("makes a new house: database, host key, boards, and an invitation for its first member, of home H (A 1)"),
        run_init, HOUSE },
    { "demo", "demo --db FILE", N_("makes a made-up street to look around in"), run_demo, HOUSE },
    { "serve", "serve --db FILE [--listen ADDRESS:PORT] [--sessions N]",
        N_("serves a house in the foreground (127.0.0.1:2222); SIGTERM closes it; N sessions of one member (10)"),
        run_serve, HOUSE },
    { "admin", "admin --db FILE COMMAND ...", N_("any command as the operator; `admin --db FILE help` lists them"),
        run_admin, HOUSE },
    { "console", "console --db FILE --as HANDLE [--line]",
        N_("the screens on this terminal; asks for their password but in a made-up street"), run_console, HOUSE },
    { "backup", "backup --db FILE DEST | --sealed",
        N_("a whole, checked copy of the database; or one of all, sealed, as every night"), run_backup, HOUSE },
    { "backup-key", "backup-key --db FILE", N_("makes the key that backups are sealed to, and shows its secret part"),
        run_backup_key, HOUSE },
    { "restore", "restore SEALED [--key FILE] DIR", N_("makes a house of a sealed backup; asks for the secret part"),
        run_restore, NO_HOUSE },
    { "check", "check --db FILE [--head HEX]", N_("is the file whole, and was the book rewritten?"), run_check, HOUSE },
    { "export", "export --db FILE [--unit NAME] DIR", N_("all that is a unit's own, as JSON and text"), run_export,
        HOUSE },
    { "tally", "tally FILE|-", N_("counts a vote again, from its ballots in JSON; needs no house"), run_tally,
        NO_HOUSE },
    { "lot", "lot FILE|-", N_("draws a lot again, from its pool and its seed in JSON; needs no house"), run_lot,
        NO_HOUSE },
    { "help", "help", N_("this page"), run_help, NO_HOUSE },
    { "version", "version", N_("which version this is"), run_version, NO_HOUSE },
    { 0 },
};

static const struct verb *find_verb(const char *name)
{
    for (const struct verb *verb = verbs; verb->name != NULL; verb++)
        if (strcmp(verb->name, name) == 0)
            return verb;
    return NULL;
}

static const char **option_place(struct arguments *arguments, const char *word)
{
    static const struct {
        const char *name;
        size_t at;
    } options[] = { { "--db", offsetof(struct arguments, db) }, { "--unit", offsetof(struct arguments, unit) },
        { "--kind", offsetof(struct arguments, kind) }, { "--listen", offsetof(struct arguments, listen) },
        { "--sessions", offsetof(struct arguments, sessions) }, { "--as", offsetof(struct arguments, as) },
        { "--head", offsetof(struct arguments, head) }, { "--key", offsetof(struct arguments, key) },
        { "--household", offsetof(struct arguments, household) } };
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (strcmp(options[i].name, word) == 0)
            return (const char **)(void *)((char *)arguments + options[i].at);
    return NULL;
}

/* Reads the options and words of the program. After the first word of `bbs admin` all belong to the command. */
static bool take_arguments(struct arguments *arguments, const struct verb *verb, int argc, char **argv)
{
    for (int i = 2; i < argc; i++) {
        bool ours = verb->run != run_admin || arguments->words == 0;
        const char **place = ours ? option_place(arguments, argv[i]) : NULL;
        if (place != NULL && i + 1 < argc)
            *place = argv[++i];
        else if (ours && strcmp(argv[i], "--line") == 0)
            arguments->line = true;
        else if (ours && strcmp(argv[i], "--sealed") == 0)
            arguments->sealed = true;
        else if ((ours && strncmp(argv[i], "--", 2) == 0) || arguments->words == 200)
            return false;
        else
            arguments->word[arguments->words++] = argv[i];
    }
    return true;
}

static bool asks_help(const struct verb *verb, int argc, char **argv)
{
    return argc > 2 && strcmp(argv[2], "--help") == 0 && verb->run != run_help;
}

int main(int argc, char **argv)
{
    struct arguments arguments = { 0 };
    char problem[400];
    if (argc > 1 && strcmp(argv[1], "serve-template") == 0)
        return template_main(argc, argv);
    if (argc > 1 && strcmp(argv[1], "serve-caretaker") == 0)
        return caretaker_main(argc, argv);
    if (argc > 1 && strcmp(argv[1], "serve-ephemeral") == 0)
        return ephemeral_main(argc, argv);
    if (argc > 1 && strcmp(argv[1], "serve-night") == 0)
        return night_main(argc, argv);
    language_begin();
    if (sodium_init() < 0)
        die("the library libsodium cannot be started");
    const char *name = argc < 2 ? "" : argv[1];
    const struct verb *verb = find_verb(strncmp(name, "--", 2) == 0 ? name + 2 : name); /* --help, --version */
    if (verb == NULL) {
        if (argc > 1)
            fprintf(stderr, _("bbs: there is no `%s`. `bbs help` lists all.\n"), argv[1]);
        else
            run_help(&arguments);
        return USAGE;
    }
    if (asks_help(verb, argc, argv)) {
        printf("bbs %s\n\n%s\n", verb->usage, _(verb->does));
        return DONE;
    }
    if (!take_arguments(&arguments, verb, argc, argv) || (verb->needs == HOUSE && arguments.db == NULL)) {
        fprintf(stderr, _("bbs: type it like this: bbs %s\n"), verb->usage);
        return USAGE;
    }
    if (verb->needs == HOUSE && !house_files_at(arguments.db, &arguments.files, problem, sizeof problem)) {
        complain(problem);
        return USAGE;
    }
    return verb->run(&arguments);
}
