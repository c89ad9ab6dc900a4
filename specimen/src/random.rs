//! Pseudo-random numbers that follow from a seed.

/// `SplitMix64` (Steele, Lea and Flood, 2014): small, and good enough to choose places and shades.
#[derive(Clone, Debug)]
pub(crate) struct Random {
    state: u64,
}

impl Random {
    /// The numbers of one specimen. Neighbouring indices give unrelated numbers.
    pub(crate) fn new(seed: u64, index: u64) -> Self {
        let mut random = Self { state: seed ^ index.wrapping_mul(0xd134_2543_de82_ef95) };
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.state;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    /// A number from 0 up to but not including 1.
    #[expect(clippy::cast_precision_loss, reason = "24 bits are exact in single precision")]
    fn share(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u32 << 24) as f32
    }

    /// A number from an even distribution.
    pub(crate) fn between(&mut self, least: f32, most: f32) -> f32 {
        least + (most - least) * self.share()
    }

    /// As [`Random::between`], with a random sign.
    pub(crate) fn signed_between(&mut self, least: f32, most: f32) -> f32 {
        let size = self.between(least, most);
        if self.flip_coin() { size } else { -size }
    }

    pub(crate) fn flip_coin(&mut self) -> bool {
        self.next() & 1 == 1
    }

    /// True with this probability.
    pub(crate) fn chance(&mut self, share: f32) -> bool {
        self.share() < share
    }

    /// A whole number below `count`.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the rest is smaller than the count, which is a usize"
    )]
    pub(crate) fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }

    /// One of the choices.
    pub(crate) fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }

    /// A number from a nearly normal distribution with a deviation of 1: the sum of four even ones.
    pub(crate) fn normal(&mut self) -> f32 {
        (self.share() + self.share() + self.share() + self.share() - 2.0) * 1.732
    }
}
