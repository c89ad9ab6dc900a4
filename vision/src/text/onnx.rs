//! A model in an ONNX file, run by the engine `rten`.

use std::sync::{Arc, Mutex, PoisonError};

use rten::{Model, ModelOptions, RunOptions, ThreadPool, Value};

use super::TextError;
use crate::ModelError;

/// A model with one picture as input and one tensor as output.
pub(super) struct Network {
    model: Model,
}

impl Network {
    /// Reads a model. Its weights are repacked, which takes a moment and twice their size, and makes every run faster.
    pub(super) fn read(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let mut options = ModelOptions::with_all_ops();
        options.prepack_weights(true);
        let model = options.load_static_slice(bytes).map_err(|_| ModelError::NotOnnx)?;
        let right = model.input_ids().len() == 1 && model.output_ids().len() == 1;
        if right { Ok(Self { model }) } else { Err(ModelError::AnotherNetwork) }
    }

    /// A text from the metadata of the file.
    pub(super) fn note(&self, key: &str) -> Option<&str> {
        self.model.metadata().get(key)
    }

    /// Runs the model on a picture: three planes of `height` × `width` numbers. Returns the sides of the result,
    /// outermost first, and its numbers.
    pub(super) fn run<const SIDES: usize>(
        &self,
        planes: Vec<f32>,
        (width, height): (usize, usize),
        threads: &Arc<ThreadPool>,
    ) -> Result<([usize; SIDES], Vec<f32>), TextError> {
        let failed = |error: &dyn std::error::Error| TextError::Network(error.to_string());
        let input =
            Value::from_shape([1, 3, height, width], planes).map_err(|error| failed(&error))?;
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(threads)));
        let output =
            self.model.run_one((&input).into(), Some(options)).map_err(|error| failed(&error))?;
        output.into_shape_vec::<f32, SIDES>().map_err(|error| failed(&error))
    }
}

impl std::fmt::Debug for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Network").finish_non_exhaustive()
    }
}

/// The thread pools of readings. Each reading in progress uses one of its own, and returns it for the next.
pub(super) struct Lanes {
    threads: usize,
    free: Mutex<Vec<Arc<ThreadPool>>>,
}

impl Lanes {
    /// Pools of so many threads each, at least one.
    pub(super) fn of(threads: usize) -> Self {
        Self { threads: threads.max(1), free: Mutex::new(Vec::new()) }
    }

    /// Runs `work` on a pool that no other reading uses.
    pub(super) fn on_one<T>(&self, work: impl FnOnce(&Arc<ThreadPool>) -> T) -> T {
        let free = || self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = free().pop();
        let lane = taken.unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(self.threads)));
        let done = work(&lane);
        free().push(lane);
        done
    }
}

impl std::fmt::Debug for Lanes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lanes").field("threads", &self.threads).finish_non_exhaustive()
    }
}
