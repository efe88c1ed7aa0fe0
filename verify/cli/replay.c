// SPDX-License-Identifier: GPL-3.0-or-later
/* noiseball show ID --replay I:R: one replicate of one instance, walked alone with the very numbers of the run. */
#include <inttypes.h>
#include <math.h>

#include "verify/cli/parts.h"

/* Instance `number` (from 1) of an item, counted over its parts as the driver counts them; NULL: it has fewer. */
static const nb_instance *find(const nb_item *item, uint64_t number, const nb_part **part)
{
    const nb_claim *c = item->claim;
    const nb_variation *v = item->variation;
    for (size_t i = 0; i < c->parts.count; i++) {
        if (v && v->part != i)
            continue;
        *part = &c->parts.item[i];
        const nb_instances on = v && v->on.count ? v->on : (*part)->instances;
        if (number <= on.count)
            return &on.item[number - 1];
        number -= on.count;
    }
    return NULL;
}

typedef struct { FILE *out; size_t arm; uint64_t last; } walk;

static bool print_step(void *context, uint64_t t, size_t dim, const double *x)
{
    const walk *w = context;
    bool finite = true;
    fprintf(w->out, "%zu\t%" PRIu64, w->arm + 1, t);
    for (size_t k = 0; k < dim; k++) {
        fprintf(w->out, "\t%.17g", x[k]);
        finite &= isfinite(x[k]) != 0;
    }
    fputc('\n', w->out);
    return finite && t < w->last;
}

nb_status nb_replay(const nb_item *item, const nb_settings *s, FILE *out, nb_fault *why)
{
    const nb_part *part = NULL;
    const nb_instance *in = find(item, s->instance, &part);
    if (!in)
        return nb_fail(why, NB_BAD_INPUT, "--replay: instance %" PRIu64 " where one that show lists was expected",
                       s->instance);
    if (part->own || !in->arms.count || !in->arms.item[0].method)
        return nb_fail(why, NB_BAD_INPUT, "--replay: instance \"%s\" takes no steps: nothing to walk", in->label);
    const nb_stream stream = nb_stream_named(s->run.seed, item->id, (uint32_t)(s->instance - 1));
    nb_trial trial;
    NB_TRY(nb_trial_make(&trial, in, part->watch, 0, stream, s->run.isa, why));
    nb_status status = NB_OK;
    fprintf(out, "# %s, instance \"%s\", replicate %" PRIu64 ", seed %" PRIu64 "\n# arm\tt\tx\n",
            item->id, in->label, s->replicate, s->run.seed);
    for (size_t a = 0; a < trial.arms && status == NB_OK; a++) {
        walk w = { out, a, in->at.count ? in->at.item[in->at.count - 1] : 0 };
        status = nb_walk_alone(&trial, a, s->replicate, print_step, &w, why);
    }
    nb_trial_drop(&trial);
    return status;
}
