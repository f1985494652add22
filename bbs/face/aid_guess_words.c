/* aid_guess_words.c: see aid_guess_words.h. */
#include "bbs/face/aid_guess_words.h"

#include "gettext.h"

const struct aid_guess_row aid_guess_rows[] = {
    /* TRANSLATORS: all lists below are words that neighbours use when they ask or offer: goods that cannot wait. Words
     * are divided by |; * stands for any ending, ~ for a word or two between. Write those of your language, with all
     * their forms: they need not be translations. */
    { AID_GOODS, AID_DAYS, GUESS_THING,
        N_("nappy|diaper|baby formula|formula|baby milk|wipes|baby bottle|sanitary pad|sanitary towel|pad|tampon|soap|"
           "toothpaste|toilet paper|washing powder|detergent|medicine|medication|pill|painkiller|insulin|needle|inhaler|"
           "bandage|plaster|first aid kit|thermometer|mask|crutch|candle|matches|torch|flashlight|light bulb|lightbulb|battery|lamp|lantern|"
           "paraffin|gas|gas bottle|firewood|charcoal|coal|drinking water|bottled water|water|blanket|duvet|sleeping bag|"
           "airtime|data bundle|prepaid voucher|tarpaulin|plastic sheet|umbrella") },
    /* TRANSLATORS: goods for the house or the body that are needed within a week */
    { AID_GOODS, AID_WEEK, GUESS_THING,
        N_("coat|jacket|jersey|sweater|jumper|shoe|boot|sandal|uniform|hat|glove|scarf|sock|underwear|trousers|suit|bag|"
           "backpack|suitcase|fridge|refrigerator|freezer|stove|cooker|oven|hot plate|kettle|heater|fan|microwave|"
           "washing machine|phone|cell phone|smartphone|laptop|computer|charger|cable|radio|television|tv|sim card|"
           "mattress|pillow|bed sheet|bedding|towel|pram|pushchair|stroller|buggy|cot|crib|car seat|high chair|wheelchair|"
           "walker|walking frame|rollator|walking stick|cane|commode|shower chair|hospital bed|bedpan|hearing aid|glasses|"
           "spectacles|book|textbook|exercise book|calculator|stationery|pen|pencil|tent|bucket|pot plant|bed frame|bunk") },
    /* TRANSLATORS: goods for which there is no hurry */
    { AID_GOODS, AID_WHENEVER, GUESS_THING,
        N_("clothes|clothing|dress|shirt|skirt|toy|doll|puzzle|game|board game|ball|furniture|table|chair|sofa|couch|"
           "cupboard|wardrobe|bookshelf|desk|carpet|rug|curtain|bicycle|bike|scooter|plate|cup|cutlery|crockery|"
           "jar|box|yarn|wool|fabric|cloth|picture|mirror|musical instrument|guitar|piano|plant|flower pot|"
           "second hand things|costume") },
    /* TRANSLATORS: food */
    { AID_FOOD, AID_DAYS, GUESS_THING,
        N_("food|bread|loaf|milk|rice|bean|lentil|flour|maize|maize meal|mealie|pap|sugar|salt|cooking oil|oil|egg|meat|"
           "chicken|fish|fruit|vegetable|cabbage|potato|tomato|onion|carrot|banana|apple|orange|soup|stew|broth|grocery|"
           "food parcel|hamper|meal|hot meal|cooked meal|lunch|supper|dinner|breakfast|tea|coffee|porridge|oats|cereal|"
           "pasta|noodle|cheese|butter|yoghurt|baby food|cake|sandwich|snack|something to eat|eat|hungry") },
    /* TRANSLATORS: acts around food */
    { AID_FOOD, AID_DAYS, GUESS_ACT, N_("cook*|bake|baking|share ~ supper|share ~ meal|share ~ lunch|eat with") },
    /* TRANSLATORS: what grows food, without hurry */
    { AID_FOOD, AID_WHENEVER, GUESS_THING, N_("seed|seedling|harvest|vegetable from|vegetables from|honey|jam|spice") },
    /* TRANSLATORS: care for children, the old, the ill, and animals */
    { AID_CARE, AID_DAYS, GUESS_ACT,
        N_("child minding|childminding|child minder|childminder|child care|childcare|mind ~ child|mind ~ "
           "children|mind ~ baby|mind ~ kids|watch ~ child|watch ~ children|watch ~ kids|watch ~ baby|look "
           "after|looks after|looking after|take care of|takes care of|care for|sit with my|sit with our|sit with "
           "the|sit with their|sit with them|stay with my|stay with our|stay with the|keep an eye on|check "
           "on|checks on|check in on|nurse|nursing|carer|caregiver|respite|day care|creche|after school "
           "care|feed|feeding|walk ~ dog|dog walk*|dog sit*|cat sit*|pet sit*|water ~ plants|wash ~ mother|wash ~ "
           "father|help ~ bath|help ~ wash|help ~ dress|change ~ bandage|cut ~ toenails|put ~ to bed|minding") },
    /* TRANSLATORS: care that is arranged long before */
    { AID_CARE, AID_WHENEVER, GUESS_ACT, N_("babysit*|baby sit*|baby sitter|nanny") },
    /* TRANSLATORS: rides, and errands */
    { AID_TRANSPORT, AID_DAYS, GUESS_ACT,
        N_("ride|ride to|lift|lift to|drive|drives|driver|driving me|fetch*|collect|collects|collecting|pick up|picks up|"
           "drop off|deliver*|delivery|bring*|take ~ to|takes ~ to|carry|carries|carrying|errand|go to the shop|"
           "go to the shops|shop for me|do ~ shopping|go shopping|shopping for|transport|seat|car to|with a car|car|taxi") },
    /* TRANSLATORS: big loads */
    { AID_TRANSPORT, AID_WEEK, GUESS_ACT,
        N_("trailer|van|truck|lorry|bakkie|pickup|pick up truck|move house|moving house|move ~ furniture|move ~ fridge|"
           "house move|removal|move out|moving out|move in|move flat|moving") },
    /* TRANSLATORS: skills that are called when something fails */
    { AID_SKILL, AID_DAYS, GUESS_ACT,
        N_("leak*|locksmith|locked out|burst|blocked|beep*|tripping|short circuit|"
           "does not start|doesn't start|will not start|won't start|does not work|doesn't work|not working|"
           "stopped working|broke down|who knows how|somebody who knows how|jump start") },
    /* TRANSLATORS: skills, within a week */
    { AID_SKILL, AID_WEEK, GUESS_ACT,
        N_("plumber|plumbing|electrician|translat*|interpret*|read ~ letter|read ~ form|write ~ letter|letter|form|application|apply|fill in|fill out|"
           "cv|tax|legal|lawyer|advice|explain*|understand*|repair*|mend*|fix*|build|builder|install*|assembl*|weld*|"
           "carpent*|mechanic|technician|roofer|painter|paint|tile|tutor*|math|maths|mathematics|homework|lesson|physics|"
           "science|english|spanish|exam|computer help|set up|print*|haircut|hairdresser|bookkeeping|help me with") },
    /* TRANSLATORS: skills without hurry */
    { AID_SKILL, AID_WHENEVER, GUESS_ACT,
        N_("learn*|teach*|course|class|practise|practice|sew|sews|sewing|knit*|crochet|cut hair|braid*|prune|pruning|"
           "photograph*|gardening|tailor|play the guitar") },
    /* TRANSLATORS: tools that are called when something fails */
    { AID_TOOL, AID_DAYS, GUESS_THING,
        N_("pump|jumper cable|jumper lead|jump lead|generator|fire extinguisher|plunger|tow rope|car jack|wheelbarrow|"
           "spade|shovel|broom|mop|extension cord|extension lead") },
    /* TRANSLATORS: tools */
    { AID_TOOL, AID_WEEK, GUESS_THING,
        N_("drill|saw|hammer|rake|hoe|pickaxe|axe|ladder|scaffold*|spanner|wrench|screwdriver|pliers|tool|toolbox|"
           "sewing machine|lawnmower|lawn mower|mower|hedge trimmer|strimmer|chainsaw|sander|grinder|paint brush|"
           "paintbrush|roller|hose|hosepipe|pressure washer|tape measure|spirit level|soldering iron|welding machine|"
           "cement mixer|bicycle pump|projector|loudspeaker|speaker|microphone|printer|iron|trolley|big pot|large pot|"
           "cooking pot|gazebo|grill|braai stand|cool box|vacuum cleaner") },
    /* TRANSLATORS: says that something is borrowed, and no more */
    { AID_TOOL, AID_WEEK, GUESS_WEAK, N_("borrow*|lend*|loan") },
    /* TRANSLATORS: a bed, a roof */
    { AID_SPACE, AID_DAYS, GUESS_THING,
        N_("bed for|bed|place to sleep|somewhere to sleep|where ~ can sleep|shelter|place to stay|somewhere to stay|"
           "room for the night|roof over|lodging|accommodation") },
    /* TRANSLATORS: rooms and places */
    { AID_SPACE, AID_WEEK, GUESS_THING,
        N_("room|hall|place|space|venue|garage|storage|store room|storeroom|parking|parking place|workshop|office|shed|"
           "stall|yard|somewhere to|kitchen to") },
    /* TRANSLATORS: ground */
    { AID_SPACE, AID_WHENEVER, GUESS_THING,
        N_("ground|piece of ground|land|piece of land|plot|garden|garden bed|allotment|field|place to plant") },
    /* TRANSLATORS: company in need */
    { AID_COMPANY, AID_DAYS, GUESS_ACT,
        N_("sit with me|be with me|stay with me|mourn*|grief|grieving|funeral|keep me company|visit me") },
    /* TRANSLATORS: company on a way */
    { AID_COMPANY, AID_WEEK, GUESS_ACT,
        N_("come with me|comes with me|go with me|goes with me|accompan*|walk with me|walk me home|walk home with|"
           "walks with me|somebody beside me|to court") },
    /* TRANSLATORS: company without hurry */
    { AID_COMPANY, AID_WHENEVER, GUESS_ACT,
        N_("talk to|talk with|somebody to talk|chat|company|chess|cards|play|play with|go for a walk|walk together|"
           "conversation|sing|singing|pray with|visit*|lonely|friend|tea with|coffee with") },
    /* TRANSLATORS: what is sought in the street */
    { AID_OTHER, AID_DAYS, GUESS_ACT, N_("lost|missing|ran away|stolen|has anybody seen|have you seen|look out for") },
    /* TRANSLATORS: what is asked of all */
    { AID_OTHER, AID_WHENEVER, GUESS_ACT, N_("signature|petition|sign for|opinion|idea|survey") },
};
const int aid_guess_row_count = sizeof aid_guess_rows / sizeof *aid_guess_rows;

const char *const aid_guess_soon[AID_URGENCIES] = {
    /* TRANSLATORS: words that say how soon: now or today */
    [AID_TODAY] =
        N_("today|tonight|now|right now|this morning|this afternoon|this evening|this night|in an hour|within the hour|"
           "in a few hours|before tonight|before night|by tonight|before dark"),
    /* TRANSLATORS: within days */
    [AID_DAYS] = N_("tomorrow|day after tomorrow|soon|in a few days|in the next days|within days|one of these days|"
                    "in a day or two|quickly|before the weekend"),
    /* TRANSLATORS: within a week or so */
    [AID_WEEK] = N_(
        "this week|next week|within a week|in a week|by the end of the week|end of the week|this weekend|"
        "by the weekend|next weekend|at the weekend|for the weekend|on the weekend|for a week|until payday|by payday|end of the month|by month end|"
        "month end|for a month|this month"),
    /* TRANSLATORS: no hurry, or again and again */
    [AID_WHENEVER] = N_("whenever|some day|someday|one day|no hurry|no rush|not urgent|any time|anytime|any day|"
                        "when you can|when it suits|now and then|from time to time|sometimes|once in a while|regularly|"
                        "every week|every month|every day|on sundays|on mondays|on tuesdays|on wednesdays|on thursdays|"
                        "on fridays|on saturdays|at weekends|on weekends|in the evenings|in the afternoons|"
                        "in the mornings|if anybody has"),
};
/* TRANSLATORS: the same, but words that name no time: they are left out of the line, because "how soon" says it */
const char *const aid_guess_urgent =
    N_("urgent|urgently|very urgent|immediately|right away|straight away|asap|as soon as "
       "possible|at once|emergency|an emergency");
/* TRANSLATORS: words that tell of a need that cannot wait long */
const char *const aid_guess_pressing = N_(
    "ill|sick|hurt|injured|hospital|clinic|doctor|operation|died|death|leak*|flood*|burst|no electricity|no power|"
    "no light|no water|ran out|run out|finished|hungry|freezing|cold|on the floor|evicted|cannot walk|can't walk|fire|"
    "burnt down|broke ~ leg|broke ~ arm|broke ~ ankle|broke ~ foot");
/* TRANSLATORS: words before a thing that somebody has already: "my dog" is not what is asked for */
const char *const aid_guess_owned = N_("my|our|their|them|their");
/* TRANSLATORS: before a day that comes each week: "every Friday" */
const char *const aid_guess_every = N_("every|each");
/* TRANSLATORS: the numbers one to twelve, with one space between them */
const char *const aid_guess_numbers = N_("one two three four five six seven eight nine ten eleven twelve");
/* TRANSLATORS: before a number of people: "for six", "we are four" */
const char *const aid_guess_many_before = N_("for|we are|there are|we're");
/* TRANSLATORS: behind a number of people: "four people", "six of us" */
const char *const aid_guess_many_after =
    N_("people|person|persons|adult|child|children|kids|girl|boy|women|men|of us|neighbour|guest|seat");
/* TRANSLATORS: behind a number of helpers, when "to" comes next: "four people to carry a fridge" */
const char *const aid_guess_helpers = N_("people|persons|men|women|strong people|strong men|others|neighbours|of you");
/* TRANSLATORS: behind a number of helpers, by themselves: "four helpers" */
const char *const aid_guess_hands = N_("hands|helpers|helping hands|pairs of hands|strong hands|volunteers|carriers");
/* TRANSLATORS: between helpers and what they do: "four people to carry a fridge", "two men who can lift" */
const char *const aid_guess_to = N_("to|who can|who could|that can|that could");
/* TRANSLATORS: behind a number that counts no people: "for two hours" */
const char *const aid_guess_measures =
    N_("second|minute|hour|day|night|week|month|year|time|evening|morning|afternoon|o'clock|am|pm|kg|kilo|gram|litre|"
       "liter|metre|meter|km|rand|euro|dollar|weekend|lesson|bag|box|meal");
/* TRANSLATORS: before the name of a block */
const char *const aid_guess_place = N_("block");
/* TRANSLATORS: small words beside a time, which say nothing of their own: "for today, please" */
const char *const aid_guess_fillers =
    N_("for|by|on|at|it is|it's|is|needed|please|thanks|thank you|in|the|until|before");
/* TRANSLATORS: before a time that is over: "he died on Monday", "alone since March" */
const char *const aid_guess_past = N_("since|died|passed away|was born|happened|fell|left|broke down");
