using Spectre.Console;

namespace Actors.Cli.Reports;

/// <summary>Shows on stderr how far a harvest is: a bar on a screen, a few plain lines elsewhere.</summary>
internal abstract class ProgressView
{
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="verbose">Each country gets its own line already.</param>
    /// <param name="json">A program reads the result: nothing but a bar on a screen.</param>
    public static ProgressView For(Terminal terminal, bool verbose, bool json = false) => (verbose, terminal.IsInteractive, json) switch
    {
        (true, _, _) or (false, false, true) => new Silent(),
        (false, true, _) => new Bar(terminal.Error),
        _ => new Lines(terminal.Error),
    };

    /// <summary>Shows progress while <paramref name="work"/> runs, which reports finished countries.</summary>
    /// <param name="total">All countries.</param>
    public abstract Task ShowAsync(int total, Func<Action<int>, Task> work);

    private sealed class Silent : ProgressView
    {
        public override Task ShowAsync(int total, Func<Action<int>, Task> work) => work(_ => { });
    }

    /// <summary>A line whenever another tenth is done: at most ten, however large the harvest.</summary>
    private sealed class Lines(TextWriter error) : ProgressView
    {
        private readonly Lock _gate = new();
        private int _tenths;

        public override Task ShowAsync(int total, Func<Action<int>, Task> work) => work(done =>
        {
            lock (_gate)
            {
                var tenths = total == 0 ? 0 : done * 10 / total;
                if (tenths <= _tenths)
                    return;
                _tenths = tenths;
                error.WriteLine($"{done} of {total} done");
            }
        });
    }

    private sealed class Bar(TextWriter error) : ProgressView
    {
        // Drawing shares the machine with the node: four times a second is enough for an eye.
        private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(250);

        public override Task ShowAsync(int total, Func<Action<int>, Task> work)
        {
            var progress = Screen.On(error).Progress()
                .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn(), new RemainingTimeColumn());
            progress.RefreshRate = Refresh;
            return progress.StartAsync(context =>
            {
                var bar = context.AddTask($"0/{total}", maxValue: Math.Max(total, 1));
                return work(done =>
                {
                    bar.Value = done;
                    bar.Description = $"{done}/{total}";
                });
            });
        }
    }
}
