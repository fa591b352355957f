/**
 * Whether a machine is fit for rootless Kubernetes: checks that read it, and what each engine asks
 * for. {@link io.rootlesstck.doctor.Doctor} is where to begin.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package io.rootlesstck.doctor;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
