namespace Actors.Grains.Tests.Throttles;

/// <summary>A host that allows so many requests a second and does not say so, on a clock of the test's.</summary>
internal abstract class HiddenQuota
{
    /// <summary>Whether a request is answered well that comes then; times only grow.</summary>
    /// <param name="at">Seconds.</param>
    public abstract bool Allows(double at);

    /// <summary>As many good answers within any second; what the bundled origin does.</summary>
    public sealed class Sliding(int perSecond) : HiddenQuota
    {
        private readonly Queue<double> _lastSecond = new();

        public override bool Allows(double at)
        {
            while (_lastSecond.TryPeek(out var oldest) && oldest <= at - 1)
                _lastSecond.Dequeue();
            if (_lastSecond.Count >= perSecond)
                return false;
            _lastSecond.Enqueue(at);
            return true;
        }
    }

    /// <summary>As many in each second of the host's clock.</summary>
    /// <param name="phase">Where in its second the clock starts, 0 to 1.</param>
    public sealed class Fixed(int perSecond, double phase) : HiddenQuota
    {
        private double _second;
        private int _used;

        public override bool Allows(double at)
        {
            var second = Math.Floor(at + phase);
            _used = second > _second ? 1 : _used + 1;
            _second = second;
            return _used <= perSecond;
        }
    }

    /// <summary>Requests cost a token; a full bucket lasts a second.</summary>
    public sealed class Bucket(int perSecond) : HiddenQuota
    {
        private double _tokens = perSecond;
        private double _last;

        public override bool Allows(double at)
        {
            _tokens = Math.Min(perSecond, _tokens + ((at - _last) * perSecond));
            _last = at;
            if (_tokens < 1)
                return false;
            _tokens--;
            return true;
        }
    }
}
