// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/random.c -- numbers one at a time. Words come from Random123; what is made of them from the code that kernels
 * use. */
#define NB_VB 8
#include "lib/random.h"

#include <Random123/philox.h>

#include "lib/draw.h"

nb_stream nb_stream_named(uint64_t seed, const char *name, uint32_t instance)
{
    uint64_t h = 0xcbf29ce484222325;                    // Fowler, Noll and Vo over the bytes of seed, then name ...
    for (int i = 0; i < 8; i++)
        h = (h ^ (seed >> 8 * i & 0xff)) * 0x100000001b3;
    for (; *name; name++)
        h = (h ^ (unsigned char)*name) * 0x100000001b3;
    h = (h ^ h >> 30) * 0xbf58476d1ce4e5b9;             // ... and the finaliser of splitmix64
    h = (h ^ h >> 27) * 0x94d049bb133111eb;
    h ^= h >> 31;
    return (nb_stream){ { (uint32_t)h, (uint32_t)(h >> 32) }, instance };
}

nb_stream nb_stream_pilot(nb_stream s)
{
    return (nb_stream){ { ~s.key[0], ~s.key[1] }, s.instance };
}

static philox4x32_ctr_t words(nb_stream s, nb_purpose purpose, uint64_t replicate, uint64_t block)
{
    const philox4x32_ctr_t counter = { {
        (uint32_t)block, (uint32_t)(block >> 32), (uint32_t)replicate,
        (uint32_t)(replicate >> 32 & 0xffff) | (uint32_t)purpose << 16 | s.instance << 20,
    } };
    const philox4x32_key_t key = { { s.key[0], s.key[1] } };
    return philox4x32_R(10, counter, key);
}

static double uniform(uint32_t word)
{
    return ((double)word + 0.5) * 0x1p-32;
}

/* Lemire 2019. word below / 2^32 rounded down is uniform once the words that would favour some values are rejected:
 * those with word below mod 2^32 less than 2^32 mod below. */
static uint32_t index_from(uint32_t word, nb_stream s, uint64_t replicate, uint64_t n, uint32_t below)
{
    const uint32_t excess = (0 - below) % below;
    uint64_t product = (uint64_t)word * below;
    for (uint64_t k = 1; (uint32_t)product < excess; k++)
        product = (uint64_t)words(s, NB_REDRAW, replicate, n / 4 + (k << 32)).v[n % 4] * below;
    return (uint32_t)(product >> 32);
}

uint32_t nb_word(nb_stream s, nb_purpose purpose, uint64_t replicate, uint64_t n)
{
    return words(s, purpose, replicate, n / 4).v[n % 4];
}

double nb_uniform(nb_stream s, nb_purpose purpose, uint64_t replicate, uint64_t n)
{
    return uniform(nb_word(s, purpose, replicate, n));
}

double nb_normal(nb_stream s, nb_purpose purpose, uint64_t replicate, uint64_t n)
{
    const philox4x32_ctr_t w = words(s, purpose, replicate, n / 4);
    double first, second;
    draw_direction(w.v[n % 4 | 1], &first, &second);
    return draw_radius(w.v[n % 4 & 2]) * (n % 2 ? second : first);
}

uint32_t nb_index(nb_stream s, nb_purpose purpose, uint64_t replicate, uint64_t n, uint32_t below)
{
    return index_from(nb_word(s, purpose, replicate, n), s, replicate, n, below);
}

static uint32_t next_word(nb_random *r)
{
    if (r->next % 4 == 0) {
        const philox4x32_ctr_t w = words(r->stream, r->purpose, r->replicate, r->next / 4);
        for (int q = 0; q < 4; q++)
            r->word[q] = w.v[q];
    }
    return r->word[r->next++ % 4];
}

double nb_next_uniform(nb_random *r)
{
    return uniform(next_word(r));
}

double nb_next_normal(nb_random *r)
{
    double first, second;
    if (r->next % 2)
        r->next++;
    const uint32_t radius = next_word(r);
    draw_direction(next_word(r), &first, &second);
    return draw_radius(radius) * first;
}

uint32_t nb_next_index(nb_random *r, uint32_t below)
{
    const uint64_t n = r->next;
    return index_from(next_word(r), r->stream, r->replicate, n, below);
}

/* The generator as GSL knows it: its state is an nb_random. */
static void gsl_set(void *state, unsigned long seed)
{
    *(nb_random *)state = (nb_random){ { { (uint32_t)seed, (uint32_t)((uint64_t)seed >> 32) }, 0 }, .purpose = NB_OWN };
}

static unsigned long gsl_get(void *state)
{
    return next_word(state);
}

static double gsl_get_double(void *state)
{
    return uniform(next_word(state));
}

static const gsl_rng_type philox = {
    "philox4x32-10", 0xffffffff, 0, sizeof(nb_random), gsl_set, gsl_get, gsl_get_double,
};
const gsl_rng_type *const nb_gsl_philox = &philox;

void nb_gsl_rng_at(gsl_rng *r, nb_stream s, uint64_t replicate)
{
    *(nb_random *)r->state = (nb_random){ s, .purpose = NB_OWN, .replicate = replicate };
}
