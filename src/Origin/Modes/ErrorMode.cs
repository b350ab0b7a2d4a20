using Actors.Origin.Exchanges;

namespace Actors.Origin.Modes;

/// <summary>
/// ERROR: some exchanges fail, some are delayed, each decided by itself. As in the book's slow server the wait comes first, then the
/// failure, then the file is looked for: a path that does not exist fails like any other before it is a 404.
/// </summary>
internal sealed class ErrorMode(OriginOptions options, TimeProvider time) : IMode
{
    public string Name => "error";

    public async Task Answer(Exchange exchange)
    {
        if (IsDelayed(exchange.Path, exchange.Attempt))
            await Pause.For(options.Delay, time, exchange.Left);

        await (Fails(exchange.Path, exchange.Attempt) ? exchange.Refuse(options.Error.Status) : exchange.Serve());
    }

    internal bool Fails(string path, int attempt) => Draw.Of(options.Seed, "error", path, attempt) < options.Error.Rate;

    internal bool IsDelayed(string path, int attempt) => Draw.Of(options.Seed, "error-delay", path, attempt) < options.Error.DelayRate;
}
