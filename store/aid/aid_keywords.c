/*
 * aid_keywords.c: the words by which an ask and an offer are compared. RULES 3.4. Pure.
 *
 * Only words that name a thing or a work are compared. "A wheelchair that I could borrow this week" and "a drill that
 * somebody could borrow this week" share five words, and none of them says what it is about. So each language that the
 * house speaks has a list of words that say nothing: those of grammar, of asking and giving, of time (windows are
 * compared apart), of size and number. A word is left out when any of the lists has it, since nobody says in which
 * language an ask is written. So no list may have a word that names a thing in another language: "van", "pan", "car".
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "aid_rule.h"
#include "text_fold.h"

enum {
    SHORTEST = 3, /* letters: cot, van, bed */
    WORD_BYTES = 96,
};

/* Folded (text_fold_only), with a blank before and behind each word. */
static const char english[] =
    " about above actually after afternoon afternoons again all almost along already also although always among"
    " and another any anybody anyone anything anywhere april are around asap ask asked asking asks august away"
    " back because been before behind being below beside besides best better between big bigger biggest block"
    " borrow borrowed borrowing both bring brings but came can cannot come comes coming could couple day days"
    " december did does doing done down during each eight either else enough even evening evenings ever every"
    " everybody everyone everything february few find first five for four free fresh friday fridays from full"
    " further get gets getting give given gives giving goes going gone good got great grown had half hand hands"
    " happy has have having hello help helped helping helps her here hers herself him himself his hope hour hours"
    " how however idea into isn its itself january july june just keep kind kindly know large larger largest last"
    " later least left lend lending lent less let like likes little loan long longer look looking lot lots lovely"
    " made make makes making many march may maybe medium midday midnight might mine minute minutes monday mondays"
    " month months more morning mornings most much must myself near nearby nearly need needed needing needs"
    " neighbor neighbors neighbour neighbours never new next nice night nights nine nobody none noon nor not"
    " nothing november now number october off offer offered offering offers often old older once one ones only"
    " open other others our ours out over own pack packet packets packs pair part people per perhaps person piece"
    " pieces place please possible possibly put quick quickly quite rather ready really same saturday saturdays"
    " say second see seem seen september seven several shall share she should since six size sizes small smaller"
    " smallest some somebody somehow someone something sometime sometimes somewhere soon sort spare still street"
    " such sunday sundays sure take taken takes taking tell ten than thank thanks that the their theirs them"
    " themselves then there these they thing things third this those though three through thursday thursdays till"
    " time times today together tomorrow tonight too towards tried try trying tuesday tuesdays twice two under"
    " unless until upon urgent urgently use used useful uses using usual usually various very via wait waiting"
    " want wanted wants was way wednesday wednesdays week weekday weekdays weekend weekends weekly weeks welcome"
    " well went were what whatever when whenever where wherever which while who whoever whole whom whose why will"
    " willing wish with within without wonder would year years yes yet you young your yours yourself ";
static const char spanish[] =
    " abajo abril acaso adelante ademas agosto ahi ahora algo alguien algun alguna algunas alguno algunos alla"
    " alli amable ambas ambos ano anos ante anteayer antes apenas aquel aquella aquellas aquellos aqui arriba asi"
    " atras aun aunque ayer ayuda ayudan ayudar ayudarme ayude barrio bastante bien bloque buen buena buenas"
    " bueno buenos busca buscamos buscar busco cada calle casi cerca cierta cierto como con conmigo contigo"
    " contra cosa cosas cual cuales cualquier cualquiera cuando cuanta cuantas cuanto cuantos cuatro cuyo daba"
    " damos dan dar darme deba debe debemos deben debo dejar del demas dentro desde despues dia dias diciembre"
    " doce domingo domingos donde dos doy durante ella ellas ellos encima enero entonces entre era eran eres esa"
    " esas ese eso esos esta estaba estado estan estar estas este esto estos estoy etc excepto falta favor"
    " febrero fin finde fines fue fuera fueron gracias gran grande grandes gratis haber habia hace hacemos hacen"
    " hacer hacerme haga hago han hasta hay haya hecho hemos hola hora horas hoy igual incluso jamas jueves julio"
    " junio junta juntas junto juntos las les libre libres llama llamo los luego lugar lunes madrugada manana"
    " mananas manera mano manos martes marzo mas mayo mayor mayores mediana mediano medio mediodia mejor menor"
    " menos mes meses mia mias mientras miercoles minuto minutos mio mios mis misma mismas mismo mismos modo"
    " momento mucha muchas mucho muchos muy nada nadie necesita necesitamos necesitan necesitar necesitas"
    " necesite necesito ninguna ninguno noche noches nos nosotras nosotros noviembre nuestra nuestras nuestro"
    " nuestros nueva nuevas nueve nuevo nuevos nunca ocho octubre ofrece ofrecemos ofrecen ofrecer ofrezco ojala"
    " once otra otras otro otros paquete paquetes para parece parte pasada pasado pedimos pedir pequena pequenas"
    " pequeno pequenos pero persona personas pide piden pido poca pocas poco pocos podamos podemos poder podes"
    " podra podria podriamos podrian podrias poner por porque posible preciso presta prestada prestadas prestado"
    " prestados prestame prestamos prestan prestar prestarme preste presto primer primera primero pronto propia"
    " propio proxima proximas proximo proximos pueda puedan puedas puede pueden puedes puedo pues que queda"
    " quedan queremos querer queria quien quienes quiera quiere quieren quieres quiero quiza quizas rapido rato"
    " recien regalo sabado sabados sabe saben saber sea sean segun segunda segundo seis semana semanal semanas"
    " septiembre ser sera seria serian sido siempre siete sin sino sobra sobran sobre sola solas solo solos somos"
    " son soy suele sus suya suyas suyo suyos tal talla tallas tamano tamanos tambien tampoco tan tanta tantas"
    " tanto tantos tarde tardes temprano tendria tenemos tener tenga tengan tengo tercera tercero tiempo tiene"
    " tienen tienes toda todas todavia todo todos tras tres tus tuya tuyo ultima ultimo una unas uno unos urge"
    " urgente urgentes usa usada usadas usado usados usar uso usted ustedes varias varios vaya veces vecina"
    " vecinas vecino vecinos ver verdad vez vieja viejas viejo viejos viene vienen viernes vosotras vosotros voy"
    " vuestra vuestro ";
static const struct {
    const char *language, *words;
} lists[] = { { "en", english }, { "es", spanish } };
enum { LISTS = sizeof lists / sizeof *lists };

const char *aid_empty_words(const char *language)
{
    for (size_t i = 0; i < LISTS; i++)
        if (strcmp(lists[i].language, language) == 0)
            return lists[i].words;
    return NULL;
}

static bool is_empty_word(const char *word)
{
    char between[WORD_BYTES + 2];
    bool found = false;
    snprintf(between, sizeof between, " %s ", word);
    for (size_t i = 0; i < LISTS && !found; i++)
        found = strstr(lists[i].words, between) != NULL;
    return found;
}

static bool is_one_of(char letter, const char *letters)
{
    return letter != '\0' && strchr(letters, letter) != NULL;
}

/* Brings plural and singular into one form, of English and Spanish: nappies and nappy, boxes and box, pañales and
 * pañal, tables and table. The form itself is no word. Returns its number of bytes. */
static size_t stem(char *word, int letters)
{
    enum { E_GOES = 5, S_GOES = 4 };
    size_t length = strlen(word);
    if (letters >= S_GOES && word[length - 1] == 's' && word[length - 2] != 's') {
        length--;
        letters--;
    }
    if (letters > SHORTEST && word[length - 1] == 'e' && (letters >= E_GOES || is_one_of(word[length - 2], "sxz")))
        length--;
    if (word[length - 1] == 'y')
        word[length - 1] = 'i';
    word[length] = '\0';
    return length;
}

static void add_word(struct matching_words *out, const char *from, size_t length, int letters, bool any_letter)
{
    char word[WORD_BYTES];
    if (letters < SHORTEST || !any_letter || length >= sizeof word)
        return;
    memcpy(word, from, length);
    word[length] = '\0';
    if (!is_empty_word(word))
        matching_words_add(out, word, stem(word, letters));
}

static void add_words(struct matching_words *out, const char *text)
{
    char *folded = text_fold_only(text);
    const char *at = folded, *word = folded;
    utf8proc_int32_t letter;
    utf8proc_ssize_t step;
    int letters = 0;
    bool any_letter = false; /* a number alone says nothing: "2026" */
    while (at != NULL && (step = utf8proc_iterate((const utf8proc_uint8_t *)at, -1, &letter)) > 0 && letter != 0) {
        if (aid_is_letter(letter)) {
            word = letters == 0 ? at : word;
            any_letter = (letters++ > 0 && any_letter) || utf8proc_category(letter) != UTF8PROC_CATEGORY_ND;
        } else {
            add_word(out, word, (size_t)(at - word), letters, any_letter);
            letters = 0;
        }
        at += step;
    }
    if (at != NULL)
        add_word(out, word, (size_t)(at - word), letters, any_letter);
    free(folded);
}

void aid_keywords(const char *line, const char *details, struct matching_words *out)
{
    *out = (struct matching_words) { 0 };
    add_words(out, line);
    add_words(out, details);
}
