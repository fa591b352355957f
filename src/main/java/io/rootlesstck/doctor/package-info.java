/**
 * Whether a machine is fit for rootless Kubernetes: checks that read it, and what each engine asks
 * for. {@link io.rootlesstck.doctor.Doctor} is where to begin.
 */
@NullMarked
package io.rootlesstck.doctor;

import org.jspecify.annotations.NullMarked;
