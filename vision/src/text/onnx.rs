//! A model in an ONNX file, run by the engine `rten`.

use std::sync::{Arc, Mutex, PoisonError};

use rten::{Model, ModelOptions, RunOptions, ThreadPool, Value};

use super::TextError;
use crate::ModelError;

/// A model with one picture as input and one tensor as output.
pub(super) struct OnnxModel {
    model: Model,
}

impl OnnxModel {
    /// Reads a model. Its weights are repacked, which takes a moment and twice their size, and makes every run faster.
    pub(super) fn read(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let mut options = ModelOptions::with_all_ops();
        options.prepack_weights(true);
        let model = options.load_static_slice(bytes).map_err(|_| ModelError::NotOnnx)?;
        let has_expected_ends = model.input_ids().len() == 1 && model.output_ids().len() == 1;
        if has_expected_ends { Ok(Self { model }) } else { Err(ModelError::WrongModel) }
    }

    /// A text from the metadata of the file.
    pub(super) fn metadata_text(&self, key: &str) -> Option<&str> {
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
        let model_error = |error: &dyn std::error::Error| TextError::Model(error.to_string());
        let input = Value::from_shape([1, 3, height, width], planes)
            .map_err(|error| model_error(&error))?;
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(threads)));
        let output = self
            .model
            .run_one((&input).into(), Some(options))
            .map_err(|error| model_error(&error))?;
        output.into_shape_vec::<f32, SIDES>().map_err(|error| model_error(&error))
    }
}

impl std::fmt::Debug for OnnxModel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Network").finish_non_exhaustive()
    }
}

/// The thread pools of readings. Each reading in progress uses one of its own, and returns it for the next.
pub(super) struct ThreadPools {
    threads: usize,
    free_pools: Mutex<Vec<Arc<ThreadPool>>>,
}

impl ThreadPools {
    /// Pools of so many threads each, at least one.
    pub(super) fn new(threads: usize) -> Self {
        Self { threads: threads.max(1), free_pools: Mutex::new(Vec::new()) }
    }

    /// Runs `work` on a pool that no other reading uses.
    pub(super) fn run_on_own_pool<T>(&self, work: impl FnOnce(&Arc<ThreadPool>) -> T) -> T {
        let free_pools = || self.free_pools.lock().unwrap_or_else(PoisonError::into_inner);
        let free_pool = free_pools().pop();
        let pool =
            free_pool.unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(self.threads)));
        let done = work(&pool);
        free_pools().push(pool);
        done
    }
}

impl std::fmt::Debug for ThreadPools {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lanes").field("threads", &self.threads).finish_non_exhaustive()
    }
}
