//! The activation functions between the linear layers.

use crate::exponential::logistic;

/// A function that is applied to every value on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Activation {
    /// Nothing.
    None,
    /// Negative values become zero.
    Relu,
    /// x · min(max(x + 3, 0), 6) / 6.
    HardSwish,
    /// 1 / (1 + e^−x).
    Logistic,
}

impl Activation {
    /// The activated value.
    pub(super) fn activate(self, value: f32) -> f32 {
        match self {
            Self::None => value,
            Self::Relu => relu(value),
            Self::HardSwish => hard_swish(value),
            Self::Logistic => logistic(value),
        }
    }

    /// Activates all values. The function is selected once, outside of the loops.
    pub(super) fn activate_all(self, values: &mut [f32]) {
        match self {
            Self::None => {}
            Self::Relu => values.iter_mut().for_each(|value| *value = relu(*value)),
            Self::HardSwish => values.iter_mut().for_each(|value| *value = hard_swish(*value)),
            Self::Logistic => values.iter_mut().for_each(|value| *value = logistic(*value)),
        }
    }
}

/// A comparison instead of `max`, which leaves the sign of zero unspecified.
fn relu(value: f32) -> f32 {
    if value > 0.0 { value } else { 0.0 }
}

fn hard_swish(value: f32) -> f32 {
    let raised = relu(value + 3.0);
    let capped = if raised < 6.0 { raised } else { 6.0 };
    value * capped * (1.0 / 6.0)
}
