using Actors.Origin.Countries;
using Actors.Origin.Exchanges;
using Microsoft.AspNetCore.Http;

namespace Actors.Origin.Modes;

/// <summary>Answers that take their time. None takes more than two minutes, and none outlives its client.</summary>
internal sealed class TimingFaults(TimeProvider time) : IFaultFamily
{
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _usualPace = TimeSpan.FromMilliseconds(200);

    public IEnumerable<IMode> Faults =>
    [
        new Fault("hang", Hang),
        new Fault("slowhead", exchange => Drip(exchange, headToo: true)),
        new Fault("slow", exchange => Drip(exchange, headToo: false)),
        new Fault("stall", Stall),
        new Fault("split", Split),
    ];

    private async Task Hang(Exchange exchange)
    {
        await Pause.For(_longest, time, exchange.Left);
        await new RawAnswer(exchange, time).Rst(ExchangeStatus.None);
    }

    private async Task Drip(Exchange exchange, bool headToo)
    {
        if (exchange.File is not { } file)
        {
            await exchange.Serve();
            return;
        }

        RawAnswer raw = new(exchange, time);
        var start = time.GetTimestamp();
        var head = RawFile.HeadWithLength(file);
        if (!headToo)
            await raw.Send(head);

        Payload dripping = headToo ? new Payload([(head, 1), .. file.Payload.Chunks().Select(chunk => (chunk, 1L))]) : file.Payload;
        await (await DripAll(raw, dripping, exchange, start) is { } last
            ? raw.Fin(StatusCodes.Status200OK, last)
            : raw.Rst(StatusCodes.Status200OK));
    }

    /// <returns>The last byte, unsent; null if it took too long.</returns>
    private async Task<ReadOnlyMemory<byte>?> DripAll(RawAnswer raw, Payload payload, Exchange exchange, long start)
    {
        ReadOnlyMemory<byte> last = default;
        foreach (var chunk in payload.Chunks())
        {
            for (var at = 0; at < chunk.Length; at++)
            {
                if (time.GetElapsedTime(start) >= _longest)
                    return null;

                await raw.Send(last);
                last = chunk.Slice(at, 1);
                await Pause.For(exchange.Asked.Pace ?? _usualPace, time, exchange.Left);
            }
        }

        return last;
    }

    private async Task Stall(Exchange exchange)
    {
        if (exchange.File is not { } file)
        {
            await exchange.Serve();
            return;
        }

        RawAnswer raw = new(exchange, time);
        await raw.Send(await raw.SendHalf(file, RawFile.HeadWithLength(file)));
        await Pause.For(_longest, time, exchange.Left);
        await raw.Rst(StatusCodes.Status200OK);
    }

    private async Task Split(Exchange exchange)
    {
        const int InBytes = 4096;
        const int Packet = 1024;
        if (exchange.File is not { } file)
        {
            await exchange.Serve();
            return;
        }

        RawAnswer raw = new(exchange, time);
        ReadOnlyMemory<byte> last = default;
        var sent = 0;
        foreach (var chunk in file.Payload.Chunks().Prepend(RawFile.HeadWithLength(file)))
        {
            for (var at = 0; at < chunk.Length; at += last.Length)
            {
                await raw.Send(last);
                last = chunk.Slice(at, Math.Min(sent < InBytes ? 1 : Packet, chunk.Length - at));
                sent += last.Length;
                if (exchange.Asked.Pace is { } pace)
                    await Pause.For(pace, time, exchange.Left);
            }
        }

        await raw.Fin(StatusCodes.Status200OK, last);
    }
}
