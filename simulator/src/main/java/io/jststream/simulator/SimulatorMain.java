package io.jststream.simulator;

import io.jststream.service.ExitCode;
import io.jststream.service.Program;

/** The simulator alone: {@code make simulator}. */
public final class SimulatorMain {
    private SimulatorMain() {}

    public static void main(String[] args) {
        System.exit(Program.run((settings, stop) -> {
            SimulatorConfig config = SimulatorConfig.from(settings);
            try (Simulator simulator = Simulator.start(config)) {
                System.out.printf(
                        "A simulated Jushuitan with %d shops. Read it with%n%n"
                                + "  export JST_BASE_URL=%s%n  export JST_APP_KEY=%s%n  export JST_APP_SECRET=%s%n%n",
                        simulator.shops().size(), simulator.baseUrl(), simulator.appKey(), simulator.appSecret());
                if (config.admin()) {
                    System.out.printf(
                            "  curl -X POST '%s/admin/misbehave?kind=truncated&times=2'%n%n", simulator.baseUrl());
                }
                stop.await();
                return ExitCode.OK;
            }
        }));
    }
}
