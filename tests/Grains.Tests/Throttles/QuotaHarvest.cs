using Actors.Grains.Throttles;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Grains.Tests.Throttles;

/// <summary>
/// Harvests of a <see cref="HiddenQuota"/>, event by event, with the real rate window and the real learning; what a throttle
/// does beside them is repeated here in its plainest form: a cap, and a hold of a second after each refusal.
/// </summary>
internal sealed class QuotaHarvest
{
    private const int AtOnce = 50;

    private readonly FakeTimeProvider _time = new();
    private readonly RateWindow _rate;
    private readonly LearnedRate _learned;
    private readonly HiddenQuota _host;
    private readonly TimeSpan _latency;
    private readonly Random _random;
    private readonly long _start;
    private double _holdUntil;

    /// <param name="latency">There and back; each way takes between a quarter and three quarters of it.</param>
    public QuotaHarvest(HiddenQuota host, TimeSpan latency, Random random)
    {
        (_host, _latency, _random) = (host, latency, random);
        (_rate, _learned, _start) = (new RateWindow(null, _time), new LearnedRate(_time), _time.GetTimestamp());
    }

    public double? Rate => _learned.PerSecond;

    private double Now => _time.GetElapsedTime(_start).TotalSeconds;

    /// <returns>How long it took and what was refused on the way.</returns>
    public (double Seconds, int Refused) Run(int exchanges)
    {
        _time.Advance(TimeSpan.FromSeconds(1.1));
        var began = Now;
        var (waiting, inFlight, refused) = (exchanges, 0, 0);
        var isTimed = false;
        var events = new PriorityQueue<Action, double>();
        events.Enqueue(Grant, Now);
        while (events.TryDequeue(out var happens, out var at))
        {
            _time.Advance(TimeSpan.FromSeconds(Math.Max(at - Now, 0)));
            happens();
        }

        Assert.Equal((0, 0), (waiting, inFlight));
        return (Now - began, refused);

        void Grant()
        {
            while (waiting > 0 && inFlight < AtOnce && Now >= _holdUntil && _rate.Delay == TimeSpan.Zero)
            {
                (waiting, inFlight) = (waiting - 1, inFlight + 1);
                _rate.Record();
                var granted = _time.GetTimestamp();
                events.Enqueue(() => Arrive(granted), Now + OneWay());
            }

            if (waiting > 0 && inFlight < AtOnce && !isTimed)
            {
                // Timers have whole milliseconds, and fire late.
                isTimed = true;
                events.Enqueue(Tick, Math.Max(_holdUntil, Now + _rate.Delay.TotalSeconds) + 0.001 + (_random.NextDouble() * 0.002));
            }
        }

        void Tick()
        {
            isTimed = false;
            Grant();
        }

        void Arrive(long granted)
        {
            var isAllowed = _host.Allows(Now);
            events.Enqueue(() => Answer(granted, isAllowed), Now + OneWay());
        }

        void Answer(long granted, bool isAllowed)
        {
            inFlight--;
            if (isAllowed)
            {
                _ = _learned.Succeeded(granted, waiting > 0 && inFlight < AtOnce);
            }
            else
            {
                (waiting, refused, _holdUntil) = (waiting + 1, refused + 1, Now + 1);
                _ = _learned.Refused(granted);
            }

            _rate.Learn(_learned.PerSecond);
            Grant();
        }
    }

    private double OneWay() => _latency.TotalSeconds * (0.25 + (_random.NextDouble() * 0.5));
}
