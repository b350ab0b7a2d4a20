using Actors.Origin.Exchanges;

namespace Actors.Origin.Modes;

/// <summary>
/// ERROR: some exchanges fail, some are delayed, each decided by itself. As in the book's slow server the wait comes first, then the
/// failure, then the file is looked for: a path that does not exist fails like any other before it is a 404.
/// </summary>
internal sealed class ErrorMode(OriginOptions options, TimeProvider time) : IMode
{
    public string Name => "error";

    public bool Waits => true;

    public async Task Answer(Exchange exchange)
    {
        if (IsDelayed(exchange.Asked, exchange.Path, exchange.Attempt))
            await Pause.For(exchange.Asked.Delay ?? options.Delay, time, exchange.Left);

        var fails = Fails(exchange.Asked, exchange.Path, exchange.Attempt);
        await (fails ? exchange.Refuse(options.Error.Status) : exchange.Serve());
    }

    internal bool Fails(FaultParameters asked, string path, int attempt) =>
        Draw.Of(asked.Seed, "error", path, attempt) < (asked.Rate ?? options.Error.Rate);

    internal bool IsDelayed(FaultParameters asked, string path, int attempt) =>
        Draw.Of(asked.Seed, "error-delay", path, attempt) < options.Error.DelayRate;
}
