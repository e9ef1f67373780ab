"""The operators that a foreign model may use: arithmetic on tensors, shapes, convolutions, transforms, noise, lists and text.

What reads or writes files, starts threads, reinterprets memory, or belongs to training or to other machines is
not among them, and none is newer than libtorch 2.5, which nn~ carries.
"""

_ARITHMETIC = """
    abs absolute acos acosh add addcdiv addcmul addmm addmv angle arccos arccosh arcsin arcsinh arctan arctan2 arctanh asin asinh atan
    atan2 atanh baddbmm bitwise_and bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor bmm ceil celu clamp
    clamp_max clamp_min clip complex conj copysign cos cosh cosine_similarity cross cummax cummin cumprod cumsum deg2rad degrees diff
    div divide divmod dot einsum elu eq equal erf erfc erfinv exp exp2 expm1 fabs factorial float_power floor floor_divide floordiv fmax
    fmin fmod frac frexp gcd ge gelu glu greater greater_equal gt hardshrink hardsigmoid hardswish hardtanh heaviside hypot imag inner
    isclose isfinite isinf isnan isneginf isposinf isreal ldexp le leaky_relu lerp less less_equal lgamma linear log log10 log1p log2
    log_sigmoid log_softmax logaddexp logcumsumexp logical_and logical_not logical_or logical_xor logit logsumexp lt mathremainder matmul
    maximum mean median min max minimum mish mm modf mul multiply mv nan_to_num nansum ne neg negative norm not_equal outer polar
    positive pow prelu prod quantile rad2deg radians real reciprocal relu relu6 remainder round rsqrt rsub selu sgn sigmoid sign signbit
    silu sin sinc sinh softmax softplus softshrink sqrt square std std_mean sub subtract sum tan tanh threshold true_divide trunc var
    var_mean vdot view_as_complex view_as_real where xlogy
    __and__ __iand__ __ilshift__ __ior__ __irshift__ __ixor__ __lshift__ __not__ __or__ __rshift__ __xor__ __round_to_zero_floordiv
    _softmax _log_softmax _weight_norm linalg_norm linalg_vector_norm linalg_matmul
"""
_SHAPE = """
    all allclose amax amin aminmax any arange argmax argmin argsort as_tensor atleast_1d atleast_2d atleast_3d broadcast_tensors
    broadcast_to bucketize cat chunk clone column_stack concat concatenate constant_pad_nd contiguous copy cpu cuda data detach device diag
    diag_embed diagonal dim dstack dtype element_size empty empty_like expand expand_as eye fill flatten flip fliplr flipud full full_like
    gather get_device hsplit hstack index index_add index_copy index_fill index_put index_select is_complex is_contiguous
    is_cuda is_floating_point is_nonzero is_same_size isin item layout linspace logspace masked_fill masked_scatter masked_select meshgrid
    moveaxis movedim msort name narrow new_empty new_full new_ones new_zeros nonzero numel one_hot ones ones_like pad permute
    pixel_shuffle pixel_unshuffle ravel reflection_pad1d reflection_pad2d repeat repeat_interleave replication_pad1d requires_grad
    replication_pad2d reshape reshape_as resolve_conj roll rot90 scalar_tensor scatter scatter_add searchsorted select size slice
    sort sorted split split_with_sizes squeeze stack stride swapaxes swapdims t take take_along_dim tensor tensor_split tensordot tile
    to topk transpose tril triu type type_as unbind unflatten unfold unsqueeze view view_as vsplit vstack zero zeros zeros_like unique_dim
    channel_shuffle grad _pad_circular _pad_enum mT mH is_sparse itemsize id alias is_nested
"""
_SOUND = """
    adaptive_avg_pool1d adaptive_avg_pool2d adaptive_max_pool1d alpha_dropout avg_pool1d avg_pool2d bartlett_window batch_norm
    bernoulli bilinear blackman_window cdist conv1d conv2d conv_transpose1d conv_transpose2d convolution dropout embedding exponential
    feature_dropout fft_fft fft_fft2 fft_fftfreq fft_fftn fft_fftshift fft_hfft fft_ifft fft_ifftshift fft_ihfft fft_irfft fft_irfft2
    fft_rfft fft_rfft2 fft_rfftfreq col2im group_norm gru gru_cell hamming_window hann_window im2col instance_norm istft
    kaiser_window layer_norm lstm lstm_cell max_pool1d max_pool2d multinomial normal rand rand_like randint randint_like randn randn_like
    randperm random rms_norm rnn_relu rnn_tanh scaled_dot_product_attention stft uniform upsample_bilinear2d upsample_linear1d
    upsample_nearest1d upsample_nearest2d upsample_nearest3d upsample_bicubic2d upsample_trilinear3d adaptive_avg_pool3d
    _upsample_nearest_exact1d _upsample_nearest_exact2d _upsample_nearest_exact3d _upsample_bilinear2d_aa _upsample_bicubic2d_aa
    __interpolate __upsample _convolution _convolution_mode
    _native_multi_head_attention _transformer_encoder_layer_fwd
"""
_LANGUAGE = """
    Bool Complex Float FloatImplicit ComplexImplicit Int IntImplicit ScalarImplicit NumToTensor RaiseException Uninitialized
    __contains__ __derive_index __getitem__ __is__ __isnot__ __range_length _set_item _unwrap_optional _tensor_to_list _list_to_tensor
    annotate append bin capitalize center chr clear count dict divmod endswith expandtabs extend find format get hash hex
    index insert is_scripting isalnum isalpha isdecimal isdigit islower isnumeric isspace istitle isupper items join keys len
    list ljust lower lstrip oct ord partition percentFormat pop popitem range rangelist remove replace reverse rfind rindex rjust
    rpartition rsplit rstrip setdefault splitlines startswith str strip swapcase title tolist unchecked_cast
    unchecked_unwrap_optional update upper values warn zfill is_grad_enabled result_type promote_types
    _infer_size mode seed manual_seed set device_count is_autocast_enabled
"""

_COMPUTE = " ".join((_ARITHMETIC, _SHAPE, _SOUND)).split()
ALLOWED = frozenset((*_COMPUTE, *(f"{name}_" for name in _COMPUTE), *_LANGUAGE.split()))
"""their names; one that ends in _ does the same in place"""
